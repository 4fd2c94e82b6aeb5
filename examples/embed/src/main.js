// Opens the store, serves, and closes both when it is asked to end.
import { createAnalytics } from '@lms-analytics/core';
import { openStore } from '@lms-analytics/core/stores';
import { createService } from './service.js';

const { STORE = 'duckdb:./.lms-analytics/embed.duckdb', PORT = '3000' } = process.env;

const analytics = createAnalytics({ store: await openStore(STORE, 'write') });
const server = createService(analytics).listen(Number(PORT), '127.0.0.1', () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  // What is under way is answered and stored first.
  process.once(signal, () => server.close(() => analytics.close()));
}
