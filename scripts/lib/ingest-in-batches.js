// Takes a file of events into a store, in small batches: `{"accepted":…}`, or the code and message of what went wrong.
// node scripts/lib/ingest-in-batches.js FILE URL
import { createReadStream } from 'node:fs';
import { AnalyticsError, createAnalytics } from '@lms-analytics/core';
import { readEventLines } from '@lms-analytics/core/events';
import { openStore } from '@lms-analytics/core/stores';

const BATCH_SIZE = 500;
const [file, url] = process.argv.slice(2);
try {
  const analytics = createAnalytics({ store: await openStore(url, 'write') });
  try {
    const lines = readEventLines(createReadStream(file), { file });
    const { accepted, duplicates } = await analytics.ingest(lines, { batchSize: BATCH_SIZE });
    console.log(JSON.stringify({ accepted, duplicates }));
  } finally {
    await analytics.close();
  }
} catch (error) {
  if (!(error instanceof AnalyticsError)) throw error;
  console.log(JSON.stringify({ code: error.code, message: error.message }));
  process.exitCode = 1;
}
