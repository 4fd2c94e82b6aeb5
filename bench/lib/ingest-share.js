// One writer of the benchmark of writers: node ingest-share.js URL FILE BATCH_EVENTS prints how many events it took.
import { createReadStream } from 'node:fs';
import { createAnalytics } from '@lms-analytics/core';
import { readEventLines } from '@lms-analytics/core/events';
import { openStore } from '@lms-analytics/core/stores';

const [url, file, batchSize] = process.argv.slice(2);
const analytics = createAnalytics({ store: await openStore(url, 'write') });
const lines = readEventLines(createReadStream(file), { file });
const { accepted } = await analytics.ingest(lines, { batchSize: Number(batchSize) });
await analytics.close();
console.log(accepted);
