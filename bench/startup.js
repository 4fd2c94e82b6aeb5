// What a short command costs a person: `--help` and a small report against starting Node alone.
// node bench/startup.js [--runs 30]
import { existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createAnalytics } from '@lms-analytics/core';
import { generateSampleTerm } from '@lms-analytics/core/sample-term';
import { openStore } from '@lms-analytics/core/stores';
import { print, quantile, round, runPlain, seconds } from './lib/run.js';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '30' } } });
const cli = fileURLToPath(new URL('../packages/cli/bin/run.js', import.meta.url));
const path = fileURLToPath(new URL('.data/startup.duckdb', import.meta.url));
for (const file of [path, `${path}.wal`]) if (existsSync(file)) rmSync(file);
const analytics = createAnalytics({ store: await openStore(`duckdb:${path}`, 'write') });
await analytics.ingest(generateSampleTerm({ learners: 50, startsAt: '2025-09-01T00:00:00Z' }));
await analytics.close();

const report = [cli, 'report', 'course-performance', '--last', 'all', '--store', `duckdb:${path}`];
const commands = { 'node -e 0': ['-e', '0'], '--help': [cli, '--help'], 'a small report': report };
const taken = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
for (let run = 0; run <= Number(values.runs); run++) {
  for (const [name, args] of Object.entries(commands)) {
    const time = await runPlain(process.execPath, args);
    if (run > 0) taken[name].push(time); // the first run only warms the file cache
  }
}
const alone = quantile(taken['node -e 0'], 0.5);
print(
  `start-up, ${values.runs} runs in turn (--help: at most 4, aim 3; a small report: at most 12, aim 6)`,
  Object.fromEntries(
    Object.entries(taken).map(([name, times]) => [
      name,
      { ...seconds(times), 'times node -e 0': round(quantile(times, 0.5) / alone, 2) },
    ]),
  ),
);
