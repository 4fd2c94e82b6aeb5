// Four processes that ingest the shares of a stream into PostgreSQL at once, in batches of 500 events as a consumer of a
// queue takes them, against one process that ingests it all. Shares are by learner, or of the same learners.
// node bench/postgres-writers.js [--events 200000] [--batch 500] [--runs 3]
import { createReadStream, createWriteStream, existsSync, renameSync } from 'node:fs';
import { cpus } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createAnalytics } from '@lms-analytics/core';
import { openStore } from '@lms-analytics/core/stores';
import { sampleTermFile } from './lib/data.js';
import { dropDatabase, freshDatabase, withServer } from './lib/postgres.js';
import { print, quantile, round, runBeside, seconds } from './lib/run.js';

const WRITERS = 4;
const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '200000' },
    batch: { type: 'string', default: '500' },
    runs: { type: 'string', default: '3' },
  },
});
const [events, runs] = [Number(values.events), Number(values.runs)];
/** The moment that every store is asked at: a period ends at the next quarter hour. */
const now = new Date();
const program = fileURLToPath(new URL('lib/ingest-share.js', import.meta.url));
const file = await sampleTermFile(events);
const sides = {
  'one writer': [file],
  'four, each its learners': await sharesOf('learner', (line) => Number(/"learner-?(\d+)"/.exec(line)?.[1] ?? 0)),
  'four, the same learners': await sharesOf('turn', (_, place) => place),
};

await withServer(async (server) => {
  const times = Object.fromEntries(Object.keys(sides).map((side) => [side, []]));
  const answers = new Set();
  for (let run = 0; run < runs; run++) {
    for (const [side, files] of Object.entries(sides).filter(([s]) => s.startsWith(process.env.SIDE))) {
      const url = await freshDatabase(server, 'bench_writers');
      times[side].push(await write(url, files));
      answers.add(await answerOf(url));
    }
  }
  
  if (answers.size !== 1) throw new Error('the stores differ');
  const figures = (own) => ({ ...seconds(own), eventsPerSecond: Math.round(events / quantile(own, 0.5)) });
  print(
    `${events} events in batches of ${values.batch} (${cpus().length} cores, ${runs} runs in turn, s)`,
    Object.fromEntries(Object.entries(times).map(([side, own]) => [side, figures(own)])),
  );
  process.exit(0); const [one, ...four] = Object.entries(times);
  for (const [side, own] of four) {
    const ratios = own.map((time, run) => one[1][run] / time);
    console.log(`throughput of ${side} ÷ ${one[0]}: ${round(quantile(ratios, 0.5))} (at least 1.3)`);
  }
});

/** The seconds from the first event of the first writer to the end of the last; throws where one of them fails. */
async function write(url, files) {
  await (await openStore(url, 'write')).close(); // the schema is made before the clock runs
  const outputs = await Promise.all(
    files.map((share) => runBeside(process.execPath, [program, url, share, values.batch])),
  );
  const written = outputs.map((output) => JSON.parse(output));
  const accepted = written.reduce((sum, share) => sum + share.accepted, 0);
  if (accepted !== events) throw new Error(`${accepted} of ${events} events were taken`);
  const started = Math.min(...written.map(({ startedAt }) => startedAt));
  return (Math.max(...written.map(({ endedAt }) => endedAt)) - started) / 1000;
}

async function answerOf(url) {
  const analytics = createAnalytics({ store: await openStore(url, 'read'), clock: () => now });
  const reports = ['course-performance', 'assessment-results', 'user-progress'];
  const answers = [];
  for (const report of reports)
    answers.push(await analytics.report({ report, ...(report !== 'user-progress' && { last: 'all' }) }));
  await analytics.close();
  return JSON.stringify(answers);
}

/** The files of the shares, made once: `place` tells by a line, and by its number, whose it is. */
async function sharesOf(name, place) {
  const files = Array.from({ length: WRITERS }, (_, writer) => file.replace(/\.ndjson$/, `.${name}-${writer}.ndjson`));
  if (files.every((share) => existsSync(share))) return files;
  const outputs = files.map((share) => createWriteStream(`${share}.part`));
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const output = outputs[place(line, number++) % WRITERS];
    if (!output.write(`${line}\n`)) await new Promise((resolve) => output.once('drain', resolve));
  }
  for (const [writer, output] of outputs.entries()) {
    await new Promise((resolve) => output.end(resolve));
    renameSync(`${files[writer]}.part`, files[writer]);
  }
  return files;
}
