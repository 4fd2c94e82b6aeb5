import type { Analytics } from '@lms-analytics/core';
import { firstToLast, sparklines } from '../charts/sparklines.js';
import { writeAnswer } from '../output/write-answer.js';
import { writeOut } from '../output/write-out.js';
import { DEMO_PATH, TERM_WEEKS } from './make-demo-store.js';
import { startOfWeek } from './start-of-week.js';

const next = `Try next
  export LMS_ANALYTICS_STORE=duckdb:${DEMO_PATH}
  npx lms-analytics dashboard
  npx lms-analytics dashboard --watch
  npx lms-analytics analyze module_funnel --course python-120 --last 6m
  npx lms-analytics analyze retention --last 12w
  npx lms-analytics analyze activity_heatmap --time-zone Europe/Paris
  npx lms-analytics query average_score pass_rate --by learner.region --last 6m
  npx lms-analytics report course-performance --last 6m --format csv
  npx lms-analytics report list
  npx lms-analytics metrics list
  npx lms-analytics status
Your own events, or more made-up ones
  unset LMS_ANALYTICS_STORE
  npx lms-analytics events list
  npx lms-analytics ingest events.ndjson
  npx lms-analytics simulate --learners 1000 | npx lms-analytics ingest -
`;

const metrics = ['enrollments', 'current_enrollments', 'completion_rate', 'average_progress', 'average_score'];

/** Shows what the term looks like, and what to do next. */
export async function showDemo(analytics: Analytics, now: Date): Promise<void> {
  await writeOut('The courses, ');
  await writeAnswer(analytics.stream({ metrics, by: ['course'], last: 'all' }), { format: 'table' });
  const [from, to] = [startOfWeek(now, TERM_WEEKS), startOfWeek(now)].map((day) => day.toISOString().slice(0, 10));
  const weekly = ['active_learners', 'activities', 'enrollments', 'completions'];
  const weeks = await analytics.query({ metrics: weekly, grain: 'week', from, to });
  const lines = sparklines(weeks, { bars: TERM_WEEKS, note: firstToLast });
  await writeOut(`\nThe ${TERM_WEEKS} weeks from ${from} to ${to}\n\n${lines}\n${next}`);
}
