// Activity that comes in at a steady rate until it is ended, in batches of 500, of learners and courses that are there:
// node live-events.js URL EVENTS_A_SECOND LAST_MOMENT; every second rollups are refreshed. It prints how many events
// were taken when it ends, at SIGTERM.
import { createAnalytics } from '@lms-analytics/core';
import { openStore } from '@lms-analytics/core/stores';
import { ask } from './postgres.js';

const BATCH_EVENTS = 500;
const REFRESH_MS = 1000;
const HOUR_MS = 3_600_000;
const [url, rate, last] = process.argv.slice(2);
const everyMs = (1000 * BATCH_EVENTS) / Number(rate);
const enrolled = await ask(url, 'SELECT user_id, course_id FROM lms_analytics.enrollment ORDER BY 1, 2 LIMIT 20000');
const analytics = createAnalytics({ store: await openStore(url, 'write') });
let isOver = false;
process.once('SIGTERM', () => (isOver = true));

let accepted = 0;
const startedAt = Date.now();
const refreshing = refreshNowAndThen();
for (let batch = 0; !isOver; batch++) {
  const wait = startedAt + batch * everyMs - Date.now();
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  accepted += (await analytics.ingest(eventsOf(batch))).accepted;
}
await refreshing;
await analytics.close();
console.log(JSON.stringify({ accepted, perSecond: Math.round((accepted * 1000) / (Date.now() - startedAt)) }));

function eventsOf(batch) {
  return Array.from({ length: BATCH_EVENTS }, (_, index) => {
    const n = batch * BATCH_EVENTS + index;
    const { user_id: userId, course_id: courseId } = enrolled[(n * 7919) % enrolled.length];
    const occurredAt = new Date(Date.parse(last) - 1 - ((n * 104_729) % HOUR_MS)).toISOString();
    const data = { userId, courseId, kind: 'page_view' };
    return JSON.stringify({ id: `live-${startedAt}-${n}`, type: 'ActivityRecorded', occurredAt, data });
  });
}

async function refreshNowAndThen() {
  for (let next = Date.now(); !isOver; ) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    if (Date.now() < next) continue;
    next = Date.now() + REFRESH_MS;
    await analytics.refresh();
  }
}
