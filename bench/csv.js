// CSV of a million rows of ten columns, from the store, against csv-stringify that has the same rows in memory.
// DuckDB's own COPY of the same SQL is printed beside them. node bench/csv.js [--runs 5]
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { cpus } from 'node:os';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { folder } from './lib/data.js';
import { LARGE_ROWS, largeEnrollmentStore } from './lib/large-enrollment.js';
import { inTurn, print, quantile, round, runProgram, seconds } from './lib/run.js';

const FEW_ROWS = 100_000;
const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' } } });
const program = fileURLToPath(new URL('lib/write-csv.js', import.meta.url));
const store = await largeEnrollmentStore();

const few = await write('ours', FEW_ROWS);
const copies = [];
const pairs = await inTurn(
  Number(values.runs),
  () => write('ours'),
  async () => {
    copies.push((await write('copy')).seconds);
    return write('csv-stringify');
  },
);
if ((await hashOf('ours')) !== (await hashOf('csv-stringify'))) throw new Error('the two files differ');

const ours = pairs.map((pair) => pair.ours.seconds);
const yardstick = pairs.map((pair) => pair.yardstick.seconds);
print(`CSV of ${LARGE_ROWS} rows x 10 columns (${cpus().length} cores, ${values.runs} runs in turn, s)`, {
  'ours, from the store': figures(ours),
  'csv-stringify, from memory': figures(yardstick),
  'COPY of the same SQL': figures(copies),
});
const ratios = pairs.map((pair) => pair.yardstick.seconds / pair.ours.seconds);
console.log(`speed of ours ÷ csv-stringify: ${round(quantile(ratios, 0.5))} (at least 0.8, aim 1.5)`);
const peak = Math.max(...pairs.map((pair) => pair.ours.peakMb));
console.log(
  `peak memory of ours: ${Math.round(few.peakMb)} MB with ${FEW_ROWS} rows, ${Math.round(peak)} MB with ${LARGE_ROWS}`,
);

/** A run of its own: the seconds of the writing alone, the peak memory of the whole process. */
async function write(side, rows = LARGE_ROWS) {
  const { output, peakMb } = await runProgram(process.execPath, [program, side, store, fileOf(side), String(rows)]);
  return { seconds: Number(output), peakMb };
}

function fileOf(side) {
  return `${folder}${side}.csv`;
}

async function hashOf(side) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(fileOf(side)), hash);
  return hash.digest('hex');
}

function figures(times) {
  return { ...seconds(times), rowsPerSecond: Math.round(LARGE_ROWS / quantile(times, 0.5)) };
}
