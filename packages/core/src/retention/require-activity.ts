import { AnalyticsError } from '../errors.js';
import type { AnalysisPlan, PlanPart, PlanSpan, QueryPlan } from '../query/plan.js';
import { coverDays } from '../rollups/cover.js';
import type { Plan } from '../stores/analytics-store.js';

/** The analyses that read recorded activity of single learners in their period. */
const duringPeriod: ReadonlySet<string> = new Set(['activity_heatmap', 'retention']);
/** Those that read when a learner was active last. */
const atTheEnd: ReadonlySet<string> = new Set(['learner_progress']);

/** Whether an analysis reads recorded activity. */
export function readsActivity(analysis: string): boolean {
  return duringPeriod.has(analysis) || atTheEnd.has(analysis);
}

/**
 * Wants a plan to be answered by what is left, where recorded activity was removed before a moment (milliseconds since the
 * epoch): its sums by course and quarter hour, the learners of whole days, when each was active last. Gives the plan.
 *
 * @throws AnalyticsError `invalid_query` where that does not answer it
 */
export function requireActivity<Kind extends Plan>(plan: Kind, before: number | null): Kind {
  const because = before === null ? undefined : whyNot(plan, before);
  if (before === null || because === undefined) return plan;
  const moment = new Date(before).toISOString();
  const message =
    `recorded activity before ${moment} was removed, and what is left of it does not answer this: ${because}; ` +
    'ask from that moment on, or for whole days of the tenant, by course or over all';
  throw new AnalyticsError('invalid_query', message, { details: { activityRemovedBefore: moment, because } });
}

/** Whether that is why a question was refused. */
export function needsRemovedActivity(error: unknown): boolean {
  return error instanceof AnalyticsError && error.details['activityRemovedBefore'] !== undefined;
}

function whyNot(plan: Plan, before: number): string | undefined {
  return plan.kind === 'metrics' ? whyNotMetrics(plan, before) : whyNotAnalysis(plan, before);
}

function whyNotAnalysis({ analysis, period, answeredBy }: AnalysisPlan, before: number): string | undefined {
  if (answeredBy.kind === 'sets') return undefined; // of whole days
  if (duringPeriod.has(analysis) && isBefore(period, before)) return `${analysis} reads single activities of that time`;
  if (atTheEnd.has(analysis) && period.asOf !== undefined && period.asOf < before)
    return 'when a learner was active last is known as of that moment and later';
  return undefined;
}

function whyNotMetrics({ parts, spans }: QueryPlan, before: number): string | undefined {
  const reasons = parts
    .filter(({ source }) => source === 'activities')
    .flatMap((part) =>
      spans.filter(({ period }) => isBefore(period, before)).map((span) => whyNotPart(part, span, before)),
    );
  return reasons.find((because) => because !== undefined);
}

function whyNotPart({ answeredBy }: PlanPart, { period, buckets }: PlanSpan, before: number): string | undefined {
  if (answeredBy.kind === 'facts') return answeredBy.because;
  if (answeredBy.kind === 'rollups') return undefined;
  const days = (buckets ?? [period]).flatMap((bucket) => coverDays(bucket, period, 0));
  const cut = days.find(({ cutFrom, from }) => cutFrom !== undefined && from < before);
  return cut && `the learners of a part of a day are not kept, such as from ${new Date(cut.from).toISOString()} on`;
}

/** Whether some of a period that is not empty was before a moment. */
function isBefore({ from, to }: { readonly from: number; readonly to: number }, moment: number): boolean {
  return from < Math.min(moment, to);
}
