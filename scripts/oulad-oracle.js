// The Open University dataset through the path, shuffled and a tenth of it twice: examples/oulad | lms-analytics ingest -,
// then the report against figures computed apart (oracle.json). With --in-order the dataset is taken once more, as it
// comes, and its report must be the same bytes. With --modules only the courses of these go in, beside all learners.
// node scripts/oulad-oracle.js DIR [--in-order] [--modules AAA,BBB]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { cli, courseReport } from './lib/lms-analytics.js';
import { root } from './lib/root.js';

const {
  positionals: [dataset],
  values,
} = parseArgs({
  allowPositionals: true,
  options: { 'in-order': { type: 'boolean', default: false }, modules: { type: 'string' } },
});
const modules = values.modules?.split(',');
const example = join(root, 'examples/oulad/bin/run.js');
const oracle = JSON.parse(readFileSync(join(dataset, 'oracle.json'), 'utf8'));
const presentations = Object.entries(oracle.derived.per_presentation).filter(([key]) => isTaken(key));
const absent = modules?.filter((module) => !presentations.some(([key]) => moduleOf(key) === module)) ?? [];
if (absent.length > 0) throw new Error(`the dataset has no module ${absent.join(', ')}`);

const folder = mkdtempSync(join(tmpdir(), 'oulad-oracle-'));
const problems = [];
/** The report of all there is. */
const whole = { asOf: '2016-01-01', format: 'json' };
const wholeDataset = 22 + 22 + 28_785 + 32_593 + 10_072 + 15_385 + 173_912 + 10_655_280;

const shuffled = storeNamed('shuffled');
const { distinct, given, counts } = await timed('shuffled, a tenth of it twice', () => ingestShuffled(shuffled));
if (modules === undefined) expectEqual('events of the dataset', distinct, wholeDataset);
const right = {
  accepted: distinct,
  duplicates: given - distinct,
  skipped: 0,
  blocked: 0,
  rejected: 0,
  skippedTypes: [],
};
expectEqual('events', counts, right);
const document = courseReport(shuffled, whole);
checkAgainstOracle(JSON.parse(document));
if (values['in-order']) {
  const straight = storeNamed('straight');
  const again = await timed('in order', () => ingestInOrder(straight));
  expectEqual('events in order', again, { ...right, duplicates: 0 });
  if (courseReport(straight, whole) !== document) problems.push('the report of the input in order has other bytes');
}

rmSync(folder, { recursive: true });
if (problems.length > 0) throw new Error(problems.join('\n'));
console.log(`${distinct} events: the report of all ${presentations.length} presentations agrees with the oracle`);

function storeNamed(name) {
  return `duckdb:${join(folder, `${name}.duckdb`)}`;
}

function checkAgainstOracle({ rows }) {
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

/** The module of a presentation, which is named `AAA_2013J`, or as its course. */
function moduleOf(presentation) {
  return presentation.slice(0, 3);
}

function isTaken(presentation) {
  return modules === undefined || modules.includes(moduleOf(presentation));
}

/**
 * The events that go in, a line each: those of the courses that are taken, and what is of no course. Clicks come last, a
 * module after the other: once those of all that are taken have come, the rest is not read.
 */
async function* lines() {
  const source = spawn(process.execPath, [example, dataset], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(source, 'close');
  const awaited = new Set(modules);
  try {
    for await (const line of createInterface({ input: source.stdout })) {
      const course = /"courseId":"([^"]+)"/.exec(line)?.[1];
      const isClick = line.includes('"type":"ActivityRecorded"');
      if (course === undefined || isTaken(course)) {
        if (isClick) awaited.delete(moduleOf(course));
        yield line;
      } else if (isClick && awaited.size === 0) return;
    }
    const [code] = await ended;
    if (code !== 0) throw new Error(`the example exited with ${code}`); // what it wrote before would be a part
  } finally {
    source.kill();
  }
}

/** Takes the stream shuffled. Gives what became of it, the number of events, and of the lines given. */
async function ingestShuffled(store) {
  const ingest = startIngest(store);
  const written = await writeShuffled(ingest.child.stdin);
  return { ...written, counts: await ingest.counts };
}

async function ingestInOrder(store) {
  const ingest = startIngest(store);
  const emit = writerTo(ingest.child.stdin);
  for await (const line of lines()) await emit.line(line);
  await emit.end();
  return ingest.counts;
}

/**
 * Shuffles the stream through a window of a million events, and repeats a tenth of them at a later place.
 * Gives the number of events, and of the lines written.
 */
async function writeShuffled(out) {
  const held = [];
  let [state, given, distinct] = [1, 0, 0];
  const random = (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const emit = writerTo(out);
  for await (const line of lines()) {
    held.push(line);
    if (distinct++ % 10 === 0) held.push(line);
    while (held.length > 1_000_000) await emitOne();
  }
  while (held.length > 0) await emitOne();
  await emit.end();
  return { distinct, given };

  async function emitOne() {
    const place = random(held.length);
    const line = held[place];
    held[place] = held.at(-1);
    held.pop();
    given++;
    await emit.line(line);
  }
}

/** Writes lines in large pieces, no faster than they are taken. */
function writerTo(out) {
  let buffer = '';
  return {
    async line(line) {
      buffer += `${line}\n`;
      if (buffer.length < 1 << 20) return;
      if (!out.write(buffer)) await new Promise((resolve) => out.once('drain', resolve));
      buffer = '';
    },
    end: () => new Promise((resolve) => out.end(buffer, resolve)),
  };
}

function startIngest(store) {
  const child = spawn(process.execPath, [cli, 'ingest', '-', '--store', store, '--json', '--no-progress'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  const counts = new Promise((resolve, reject) => {
    child.on('close', (code) =>
      code === 0 ? resolve(JSON.parse(output)) : reject(new Error(`ingest exited with ${code}`)),
    );
  });
  return { child, counts };
}

async function timed(what, work) {
  const started = performance.now();
  const result = await work();
  console.log(`${what}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return result;
}
