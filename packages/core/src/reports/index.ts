/**
 * Answers as text: CSV and JSON, written as their rows come.
 *
 * @packageDocumentation
 */
export { renderCsv } from './render-csv.js';
export { renderJson, renderJsonLine } from './render-json.js';
