import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, renameSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { generateSampleTerm } from '@lms-analytics/core/sample-term';

/** Where benchmarks keep what they made. */
export const folder = fileURLToPath(new URL('../.data/', import.meta.url));
const EVENTS_PER_LEARNER = 285;
const TERM_START = '2024-09-02T00:00:00Z';

/** A file of `count` events of the sample term's mix, made once. */
export async function sampleTermFile(count) {
  const learners = Math.ceil(count / EVENTS_PER_LEARNER) + 100;
  return makeOnce(`sample-term-${count}.ndjson`, sampleTermLines(learners), count);
}

function* sampleTermLines(learners) {
  for (const event of generateSampleTerm({ learners, startsAt: TERM_START })) yield JSON.stringify(event);
}

/**
 * A file of the first `count` events of the Open University dataset in `dir` (all of them where absent), made once; null
 * where there is none.
 */
export async function ouladFile(dir, count) {
  if (!existsSync(dir)) return null;
  const command = fileURLToPath(new URL('../../examples/oulad/bin/run.js', import.meta.url));
  const example = spawn(process.execPath, [command, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const file = await makeOnce(
    count ? `oulad-${count}.ndjson` : 'oulad.ndjson',
    createInterface({ input: example.stdout }),
    count,
  );
  example.kill();
  return file;
}

async function makeOnce(name, lines, count) {
  const file = `${folder}${name}`;
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const out = createWriteStream(`${file}.part`);
  let buffer = '';
  let written = 0;
  for await (const line of lines) {
    if (written++ === count) break;
    buffer += `${line}\n`;
    if (buffer.length < 1 << 20) continue;
    if (!out.write(buffer)) await new Promise((resolve) => out.once('drain', resolve));
    buffer = '';
  }
  await new Promise((resolve) => out.end(buffer, resolve));
  renameSync(`${file}.part`, file);
  return file;
}
