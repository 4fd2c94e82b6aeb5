// What the scripts share that disturb an ingest.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateSampleTerm } from '@lms-analytics/core/sample-term';
import { root } from './root.js';

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

/** Starts a process that takes a file into a store in small batches; `ended` gives its exit code and what it said. */
export function startIngest(input, url) {
  const script = join(root, 'scripts/lib/ingest-in-batches.js');
  const child = spawn(process.execPath, [script, input, url], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  return { child, ended: new Promise((resolve) => child.on('close', (code) => resolve({ code, output }))) };
}
