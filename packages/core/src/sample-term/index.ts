/**
 * One made-up term of a small school, as events: for demonstrations, tests and benchmarks.
 *
 * @packageDocumentation
 */
export { generateSampleTerm, type SampleTermCounts } from './generate-sample-term.js';
export type { SampleEvent } from './sample-event.js';
export type { SampleTermOptions } from './sample-term-options.js';
