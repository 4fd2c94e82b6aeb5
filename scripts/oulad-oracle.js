// The whole Open University dataset through the path: examples/oulad | lms-analytics ingest -, then the report against
// figures computed apart (oracle.json), and the same bytes from shuffled, repeated and otherwise batched input.
// node scripts/oulad-oracle.js DIR
import { spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cli, courseReport } from './lib/lms-analytics.js';
import { root } from './lib/root.js';

const dataset = process.argv[2];
const example = join(root, 'examples/oulad/bin/run.js');
const folder = mkdtempSync(join(tmpdir(), 'oulad-oracle-'));
const oracle = JSON.parse(readFileSync(join(dataset, 'oracle.json'), 'utf8'));

const problems = [];
/** The report of all there is. */
const whole = { asOf: '2016-01-01', format: 'json' };
const expected = 22 + 22 + 28_785 + 32_593 + 10_072 + 15_385 + 173_912 + 10_655_280;

const straight = `duckdb:${join(folder, 'straight.duckdb')}`;
const counts = await timed('whole dataset, piped', () => pipeInto([process.execPath, [example, dataset]], straight));
expectEqual('events', counts, { accepted: expected, duplicates: 0, skipped: 0, blocked: 0, rejected: 0 });
const document = courseReport(straight, whole);
checkAgainstOracle(JSON.parse(document));

const shuffled = join(folder, 'shuffled.ndjson');
const given = await timed('shuffled, a tenth of it twice', () => writeShuffled(shuffled));
const other = `duckdb:${join(folder, 'shuffled.duckdb')}`;
const again = await timed('ingest of that', () => pipeInto(['cat', [shuffled]], other));
expectEqual('shuffled events', again, { ...counts, duplicates: given - expected });
if (courseReport(other, whole) !== document)
  problems.push('the report of the shuffled, repeated input has other bytes');

rmSync(folder, { recursive: true });
if (problems.length > 0) throw new Error(problems.join('\n'));
console.log(
  'the report of all 22 presentations agrees with the oracle; the same bytes from shuffled and repeated input',
);

function checkAgainstOracle({ rows }) {
  const presentations = Object.entries(oracle.derived.per_presentation);
  expectEqual('presentations', rows.length, presentations.length);
  for (const [key, truth] of presentations) {
    const row = rows.find(({ course }) => course === key.replace('_', '-'));
    expectEqual(`${key} enrollments`, row.enrollments, truth.enrolled);
    expectEqual(`${key} completed`, row.completion_rate_numerator, truth.Pass + truth.Distinction);
    expectEqual(`${key} of`, row.completion_rate_denominator, truth.enrolled);
    expectEqual(`${key} attempts`, row.attempts_completed, truth.submissions);
    expectEqual(`${key} activities`, row.activities, truth.clicks + truth.submissions);
    const average = truth.scored === 0 ? null : Number((truth.score_sum / truth.scored).toPrecision(12));
    expectEqual(`${key} average score`, row.average_score, average);
    expectEqual(`${key} passed`, row.pass_rate_numerator, truth.score_ge_40);
  }
}

function expectEqual(what, actual, right) {
  if (JSON.stringify(actual) !== JSON.stringify(right)) {
    problems.push(`${what}: ${JSON.stringify(actual)}, not ${JSON.stringify(right)}`);
  }
}

/**
 * Shuffles the stream through a window of a million events, and repeats a tenth of them at a later place.
 * Gives the number of lines written.
 */
async function writeShuffled(file) {
  const out = createWriteStream(file);
  const source = spawn(process.execPath, [example, dataset], { stdio: ['ignore', 'pipe', 'inherit'] });
  const held = [];
  let [state, written, buffer] = [1, 0, ''];
  const random = (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const emit = async (line) => {
    written++;
    buffer += `${line}\n`;
    if (buffer.length < 1 << 20) return;
    if (!out.write(buffer)) await new Promise((resolve) => out.once('drain', resolve));
    buffer = '';
  };
  let seen = 0;
  for await (const line of createInterface({ input: source.stdout })) {
    held.push(line);
    if (seen++ % 10 === 0) held.push(line);
    while (held.length > 1_000_000) await emitOne();
  }
  while (held.length > 0) await emitOne();
  await new Promise((resolve) => out.end(buffer, resolve));
  return written;

  async function emitOne() {
    const place = random(held.length);
    const line = held[place];
    held[place] = held.at(-1);
    held.pop();
    await emit(line);
  }
}

function pipeInto([command, args], store) {
  const source = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ingest = spawn(process.execPath, [cli, 'ingest', '-', '--store', store, '--json', '--no-progress'], {
    stdio: [source.stdout, 'pipe', 'inherit'],
  });
  let output = '';
  ingest.stdout.on('data', (data) => (output += data));
  return new Promise((resolve, reject) => {
    ingest.on('close', (code) =>
      code === 0 ? resolve(JSON.parse(output)) : reject(new Error(`ingest exited with ${code}`)),
    );
  });
}

async function timed(what, work) {
  const started = performance.now();
  const result = await work();
  console.log(`${what}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return result;
}
