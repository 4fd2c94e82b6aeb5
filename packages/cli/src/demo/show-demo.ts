import type { Analytics } from '@lms-analytics/core';
import { firstToLast, sparklines } from '../dashboard/sparklines.js';
import { writeAnswer } from '../output/write-answer.js';
import { writeOut } from '../output/write-out.js';
import { DEMO_PATH, TERM_WEEKS } from './make-demo-store.js';
import { startOfWeek } from './start-of-week.js';

const store = `--store duckdb:${DEMO_PATH}`;

const next = `Try next
  npx lms-analytics dashboard ${store}
  npx lms-analytics report course-performance --last all --format csv ${store}
  npx lms-analytics query active_learners --by course --grain week --last 12w ${store}
  npx lms-analytics query average_score pass_rate --by learner.region --last all ${store}
  npx lms-analytics analyze retention --last 12w ${store}
  npx lms-analytics metrics list
  npx lms-analytics report list ${store}
Your own events
  npx lms-analytics events list
  npx lms-analytics ingest events.ndjson
`;

/** Shows what the term looks like, and what to do next. */
export async function showDemo(analytics: Analytics, now: Date): Promise<void> {
  await writeOut('Course performance, ');
  await writeAnswer(analytics.stream({ report: 'course-performance', last: 'all' }), { format: 'table' });
  const [from, to] = [startOfWeek(now, TERM_WEEKS), startOfWeek(now)].map((day) => day.toISOString().slice(0, 10));
  const metrics = ['active_learners', 'activities', 'enrollments'];
  const weeks = await analytics.query({ metrics, grain: 'week', from, to });
  await writeOut(
    `\nThe ${TERM_WEEKS} weeks from ${from} to ${to}\n\n${sparklines(weeks, { bars: TERM_WEEKS, note: firstToLast })}\n${next}`,
  );
}
