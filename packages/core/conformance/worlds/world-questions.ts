import fc from 'fast-check';
import { withCourse } from '../oracle/dimensions.js';
import { oracleMetrics } from '../oracle/metrics.js';
import type { Question } from '../question.js';

const enrollment = ['course', 'course.group', 'role', 'learner.group', 'mode', 'result', 'enrollment.group'];

/** Metrics that share their dimensions; together they are all of them. */
export const metricGroups: readonly { readonly metrics: readonly string[]; readonly dimensions: readonly string[] }[] =
  [
    { metrics: ['new_learners'], dimensions: ['role', 'learner.group'] },
    { metrics: ['active_learners', 'activities', 'learning_time'], dimensions: [...enrollment, 'kind', 'module'] },
    {
      metrics: ['enrollments', 'withdrawals', 'reenrollments', 'current_enrollments', 'withdrawal_rate'],
      dimensions: enrollment,
    },
    { metrics: ['stickiness', 'average_progress'], dimensions: enrollment },
    { metrics: ['completions', 'average_final_score', 'completion_rate'], dimensions: enrollment },
    { metrics: ['median_days_to_complete', 'p90_days_to_complete'], dimensions: enrollment },
    { metrics: ['module_completions'], dimensions: [...enrollment, 'module'] },
    {
      metrics: ['attempts_started', 'attempts_completed', 'abandonment_rate'],
      dimensions: [...enrollment, 'assessment'],
    },
    { metrics: ['average_score', 'pass_rate', 'first_attempt_pass_rate'], dimensions: [...enrollment, 'assessment'] },
    {
      metrics: ['median_score', 'p90_score', 'score_stddev', 'median_attempt_seconds'],
      dimensions: [...enrollment, 'assessment'],
    },
  ];

const periods = [
  { from: '2026-02-01', to: '2026-03-10' },
  { from: '2026-03-01', to: '2026-03-03' },
  { from: '2026-03-02T10:00:00Z', to: '2026-03-03T12:00:00Z' },
];

/** What a world may hold of a dimension; the rest are attributes. */
const values: Readonly<Record<string, readonly string[]>> = {
  course: ['c1', 'c2'],
  module: ['m1', 'm2'],
  assessment: ['a1', 'a2'],
  kind: ['view', 'attempt_started', 'module_completed'],
  role: ['student', 'tutor'],
  mode: ['online', 'campus'],
  result: ['Pass', 'Merit'],
};

/**
 * A question about a world: a group of metrics, up to two dimensions, perhaps a grain, a filter, an asOf, a choice of
 * attempts, the previous period, an order by columns of the answer, a limit.
 */
export const worldQuestion: fc.Arbitrary<Question> = fc
  .constantFrom(...metricGroups)
  .chain(({ metrics, dimensions }) =>
    fc.record({
      metrics: fc.constant(metrics),
      period: fc.constantFrom(...periods),
      by: fc.shuffledSubarray([...dimensions], { maxLength: 2 }),
      grain: perhaps(fc.constantFrom('day', 'week')),
      asOf: perhaps(fc.constantFrom('2026-03-02T10:00:00Z', '2026-03-03T12:00:00Z', '2026-03-02')),
      where: perhaps(filter(dimensions)),
      compare: perhaps(fc.constant('previous_period' as const)),
      attempts: perhaps(fc.constantFrom('all', 'first', 'best', 'last')),
      limit: perhaps(fc.constantFrom(1, 3, 1_000)),
    }),
  )
  .filter(({ period, asOf }) => asOf === undefined || Date.parse(asOf) > Date.parse(period.from))
  .map(({ period, metrics, by, ...more }): Question => ({ metrics, ...period, by, ...stated(more) }))
  .chain((question) => perhaps(order(question)).map((orderBy) => ({ ...question, ...stated({ orderBy }) })));

/** An order by up to three columns of the answer. */
function order(question: Question): fc.Arbitrary<Question['orderBy']> {
  const columns = columnsOf(question);
  return fc
    .shuffledSubarray(columns, { minLength: 1, maxLength: Math.min(3, columns.length) })
    .chain((columns) =>
      fc.tuple(
        ...columns.map((column) =>
          fc.record({ column: fc.constant(column), direction: fc.constantFrom('asc', 'desc') }),
        ),
      ),
    );
}

/** The columns of the answer to a question. */
export function columnsOf({ metrics, by = [], grain, compare }: Question): string[] {
  const figures = metrics.flatMap((id) =>
    oracleMetrics[id]?.unit === 'ratio' ? [id, `${id}_numerator`, `${id}_denominator`] : [id],
  );
  const previous = compare === undefined ? [] : figures.map((column) => `${column}_previous`);
  return [...(grain === undefined ? [] : ['time']), ...withCourse(by), ...figures, ...previous];
}

/** A filter by one of the dimensions, to some of its values. */
function filter(dimensions: readonly string[]): fc.Arbitrary<Record<string, (string | null)[]>> {
  return fc.constantFrom(...dimensions).chain((dimension) => {
    const known = [...(values[dimension] ?? ['x', 'y', '1', 'true']), null];
    return fc.subarray<string | null>(known, { minLength: 1 }).map((some) => ({ [dimension]: some }));
  });
}

/** Absent two times of three. */
export function perhaps<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

/** Only the members that are stated. */
export function stated(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

/**
 * Every metric: in total, by each of its dimensions, in a series, as of a time between, beside the previous period, by
 * each choice of attempts.
 */
export const everyMetric: readonly Question[] = metricGroups.flatMap(({ metrics, dimensions }) => {
  const [period] = periods;
  const days = { from: '2026-03-01', to: '2026-03-05', grain: 'day' };
  const compare = 'previous_period';
  return [
    { metrics, ...period },
    { metrics, ...period, asOf: '2026-03-02T10:00:00Z' },
    { metrics, ...days, by: dimensions.slice(0, 1) },
    { metrics, ...days, compare },
    { metrics, from: '2026-03-02', to: '2026-03-04', compare, by: dimensions.slice(0, 1) },
    ...(['first', 'best', 'last'] as const).map((attempts) => ({ metrics, ...period, attempts })),
    ...dimensions.map((dimension) => ({ metrics, ...period, by: [dimension] })),
  ];
});
