/**
 * One made-up term of a small school, as events: for demonstrations, tests and benchmarks.
 *
 * @packageDocumentation
 */
export { generateSampleTerm, type SampleTermOptions } from './generate-sample-term.js';
export type { SampleEvent } from './sample-event.js';
