// What the scripts share that kill an ingest.
import { writeFileSync } from 'node:fs';
import { generateSampleTerm } from '@lms-analytics/core/sample-term';

/** Writes a made-up term as NDJSON; gives the number of its events. */
export function writeTerm(path, { learners }) {
  const events = [...generateSampleTerm({ learners, startsAt: '2025-09-01T00:00:00Z' })];
  writeFileSync(path, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  return events.length;
}

/** A function that gives numbers from 0 to 1, the same ones for a seed. */
export function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
