// CSV of a million rows of ten columns, from the store, against csv-stringify that has the same rows in memory. The
// database's own COPY of the same SQL is printed beside them.
// node bench/csv.js [--store duckdb|postgres] [--rows 1000000] [--runs 5]
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { cpus } from 'node:os';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createAnalytics } from '@lms-analytics/core';
import { openStore } from '@lms-analytics/core/stores';
import { folder } from './lib/data.js';
import { enrollmentEvents, largeEnrollmentStore } from './lib/large-enrollment.js';
import { ask, dropDatabase, freshDatabase, withServer } from './lib/postgres.js';
import { inTurn, print, quantile, round, runProgram, seconds } from './lib/run.js';

const FEW = 0.1; // of the rows
const { values } = parseArgs({
  options: {
    store: { type: 'string', default: 'duckdb' },
    rows: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '5' },
  },
});
const rows = Number(values.rows);
const program = fileURLToPath(new URL('lib/write-csv.js', import.meta.url));

if (values.store === 'duckdb') await compare(`duckdb:${await largeEnrollmentStore(rows)}`);
else await compare(process.env.KEPT);

async function compare(store) {
  const few = await write('ours', { store, share: FEW });
  const copies = [];
  const pairs = await inTurn(
    Number(values.runs),
    () => write('ours', { store }),
    async () => {
      copies.push((await write('copy', { store })).seconds);
      return write('csv-stringify', { store });
    },
  );
  if ((await hashOf('ours')) !== (await hashOf('csv-stringify'))) throw new Error('the two files differ');

  const ours = pairs.map((pair) => pair.ours.seconds);
  const yardstick = pairs.map((pair) => pair.yardstick.seconds);
  print(`CSV of ${rows} rows x 10 columns, ${values.store} (${cpus().length} cores, ${values.runs} runs in turn, s)`, {
    'ours, from the store': figures(ours),
    'csv-stringify, from memory': figures(yardstick),
    'COPY of the same SQL': figures(copies),
  });
  const ratios = pairs.map((pair) => pair.yardstick.seconds / pair.ours.seconds);
  console.log(`speed of ours ÷ csv-stringify: ${round(quantile(ratios, 0.5))} (at least 0.8, aim 1.5)`);
  const peak = Math.max(...pairs.map((pair) => pair.ours.peakMb));
  console.log(
    `peak memory of ours: ${Math.round(few.peakMb)} MB with ${FEW * rows} rows, ${Math.round(peak)} MB with ${rows}`,
  );
}

/** A run of its own: the seconds of the writing alone, the peak memory of the whole process. */
async function write(side, { store, share = 1 }) {
  const { output, peakMb } = await runProgram(process.execPath, [program, side, store, fileOf(side), String(share)]);
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
  return { ...seconds(times), rowsPerSecond: Math.round(rows / quantile(times, 0.5)) };
}
