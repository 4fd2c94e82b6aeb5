// One writer of the benchmark of writers: node ingest-share.js URL FILE BATCH_EVENTS prints how many events it took, and
// from when to when, so that the start of the process is left out.
import { createReadStream } from 'node:fs';
import { createAnalytics } from '@lms-analytics/core';
import { readEventLines } from '@lms-analytics/core/events';
import { openStore } from '@lms-analytics/core/stores';

const [url, file, batchSize] = process.argv.slice(2);
const analytics = createAnalytics({ store: await openStore(url, 'write') });
const lines = readEventLines(createReadStream(file), { file });
const startedAt = Date.now();
const { accepted } = await analytics.ingest(lines, { batchSize: Number(batchSize) });
await analytics.close();
console.log(JSON.stringify({ accepted, startedAt, endedAt: Date.now() }));
