// One writer of the benchmark of writers: node ingest-share.js URL FILE BATCH_EVENTS prints how many events it took, and
// from when to when, so that the start of the process is left out. The compiler's work is part of the start, so it takes
// some events as another tenant's first: a writer runs for days.
import { createReadStream } from 'node:fs';
import { createAnalytics } from '@lms-analytics/core';
import { readEventLines } from '@lms-analytics/core/events';
import { openStore } from '@lms-analytics/core/stores';

const WARM_UP_EVENTS = 10_000;
const [url, file, batchEvents] = process.argv.slice(2);
const batchSize = Number(batchEvents);
const analytics = createAnalytics({ store: await openStore(url, 'write') });
await analytics.ingest(first(WARM_UP_EVENTS), { tenantId: 'warm-up', batchSize });
const startedAt = Date.now();
const { accepted } = await analytics.ingest(lines(), { batchSize });
await analytics.close();
console.log(JSON.stringify({ accepted, startedAt, endedAt: Date.now() }));

function lines() {
  return readEventLines(createReadStream(file), { file });
}

async function* first(count) {
  let taken = 0;
  for await (const line of lines()) {
    if (taken++ === count) return;
    yield line;
  }
}
