import type { Grain } from '../query/bucket.js';
import type { Dimension } from '../query/dimension.js';
import type { Period } from '../query/period.js';
import type { AnsweredBy, PlanPart } from '../query/plan.js';
import { isOfLearnerSets, type RollupColumn, rollupColumnOf } from './rollup-measures.js';
import type { RollupState } from './rollup-state.js';

/** What of a question decides whether rollups may answer it. */
export interface RollupQuestion {
  readonly state: RollupState | null;
  readonly period: Period;
  readonly grain: Grain | undefined;
  readonly dimensions: readonly Dimension[];
  readonly filters: readonly { readonly dimension: Dimension }[];
}

/** Why facts answer a question as a whole; undefined where rollups may answer parts of it. */
export function whyFacts({ state, period, grain, dimensions, filters }: RollupQuestion): string | undefined {
  if (state === null) return 'the tenant has no rollups yet: `backfill` makes them';
  if (state.timeZone !== period.timeZone)
    return `rollups have the days of ${state.timeZone}, not of ${period.timeZone}`;
  if (grain === 'hour') return 'rollups answer from a grain of a day on';
  const other = [...dimensions, ...filters.map(({ dimension }) => dimension)].find(({ base }) => base !== 'course');
  return other && `rollups have no ${other.id}`;
}

/** The analyses that are counted from the sets of learners who are active on a day. */
const analysesOfSets: ReadonlySet<string> = new Set(['retention']);

/** What answers an analysis. */
export function analysisAnsweredBy(analysis: string, frame: Pick<RollupQuestion, 'state' | 'period'>): AnsweredBy {
  if (!analysesOfSets.has(analysis)) return { kind: 'facts', because: 'rollups do not keep what this analysis reads' };
  const because = whyFacts({ ...frame, grain: undefined, dimensions: [], filters: [] });
  return because === undefined ? { kind: 'sets' } : { kind: 'facts', because };
}

/** What is counted at a time and depends on none that is later: with a moment of knowledge it is as known then. */
const knownAtTheTime: ReadonlySet<RollupColumn> = new Set([
  'learners',
  'enrollments',
  'completions', // as are current enrollments
  'withdrawals',
  'reenrollments',
  'current_enrollments', // revocations that came later are corrected
  'module_completions',
  'attempts_started',
  'attempts_completed',
  ...(['scores', 'score_sum', 'score_squares', 'outcomes', 'passes'] as const),
  ...(['first_scores', 'first_score_sum', 'first_score_squares', 'first_outcomes', 'first_passes'] as const),
  ...(['activity_rows', 'activities', 'activity_duration'] as const),
]);

/** Why facts answer a part; undefined where rollups may. */
export function whyFactsOf(
  { measures, presence }: Pick<PlanPart, 'measures' | 'presence'>,
  { asOf }: Period,
): string | undefined {
  for (const measure of [...measures, ...presence].filter((each) => !isOfLearnerSets(each))) {
    const column = rollupColumnOf(measure);
    const name = [measure.aggregate, measure.column].filter(Boolean).join(' of ');
    if (column === undefined) return `rollups do not keep this: ${name} over ${measure.source}`;
    if (asOf !== undefined && !knownAtTheTime.has(column))
      return `with asOf, ${name} over ${measure.source} depends on what came later`;
  }
  return undefined;
}
