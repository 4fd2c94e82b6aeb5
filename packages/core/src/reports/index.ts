/**
 * Answers as text: CSV and JSON, written as their rows come.
 *
 * @packageDocumentation
 */
export { type CsvOptions, renderCsv } from './render-csv.js';
export { renderJson, renderJsonLine, renderNdjson } from './render-json.js';
