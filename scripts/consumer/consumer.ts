// What a strict TypeScript project does with the packages; `check-packages.js` compiles it there, against what is packed.
import {
  type Analytics,
  AnalyticsError,
  type AnalyticsErrorCode,
  type AnalyticsStore,
  type Answer,
  count,
  createAnalytics,
  defineMetric,
  defineReport,
  type Metric,
  measured,
  type Query,
  ratio,
} from '@lms-analytics/core';
import { type EventData, type LmsEvent, parseEvent } from '@lms-analytics/core/events';
import { renderCsv } from '@lms-analytics/core/reports';
import { generateSampleTerm } from '@lms-analytics/core/sample-term';
import { openStore } from '@lms-analytics/core/stores';
import { openDuckDBStore } from '@lms-analytics/core/stores/duckdb';
import { openPostgresStore } from '@lms-analytics/core/stores/postgres';

const audits: Metric = defineMetric({
  id: 'audits',
  title: 'Audits',
  unit: 'ratio',
  description: 'Of the enrollments of the period, the share that is not completed.',
  formula: ratio(
    count('enrollments', { at: 'enrolled_at', where: [{ column: 'completed_at', known: false }] }),
    count('enrollments', { at: 'enrolled_at' }),
  ),
});
const report = defineReport({ id: 'audits', title: 'Audits', description: 'A row a course.', metrics: ['audits'] });

export async function ask(store: AnalyticsStore): Promise<Answer> {
  const analytics: Analytics = createAnalytics({ store, metrics: [audits], reports: [report] });
  const { accepted }: { accepted: number } = await analytics.ingest(generateSampleTerm({ learners: 1 }));
  const question: Query = { metrics: ['audits'], by: ['course'], grain: 'week', last: `${accepted}d` };
  for await (const text of renderCsv(await analytics.stream(question))) process(text);
  return analytics.query(question);
}

export const opened: Promise<AnalyticsStore>[] = [
  openStore('duckdb::memory:', 'write'),
  openDuckDBStore({ path: 'analytics.duckdb', mode: 'read' }),
  openPostgresStore({ url: 'postgres://localhost/analytics' }),
];
export const codeOf = (error: unknown): AnalyticsErrorCode | undefined =>
  error instanceof AnalyticsError ? error.code : undefined;

export function learnerOf(json: string): string | undefined {
  const parsed = parseEvent(json, { latest: Date.now(), defaultTenant: 'default' });
  const event: LmsEvent | undefined = parsed.kind === 'event' ? parsed.event : undefined;
  const enrolled: EventData<'UserEnrolled'> | undefined = event?.type === 'UserEnrolled' ? event.data : undefined;
  return enrolled?.userId;
}

// @ts-expect-error what is no time of enrollments is refused
count('enrollments', { at: 'watched_at' });
// @ts-expect-error a question has no such grain
export const wrong: Query = { metrics: ['audits'], grain: 'fortnight' };
// @ts-expect-error a metric without a formula is none
export const incomplete: Metric = { id: 'x', title: 'X', unit: 'count', description: 'X.' };
export const counted = measured(count('learners', { at: 'created_at' }));

function process(_text: string): void {}
