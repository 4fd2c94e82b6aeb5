import fc from 'fast-check';
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
    { metrics: ['completions', 'average_final_score', 'completion_rate'], dimensions: enrollment },
    { metrics: ['module_completions'], dimensions: [...enrollment, 'module'] },
    {
      metrics: ['attempts_started', 'attempts_completed', 'abandonment_rate'],
      dimensions: [...enrollment, 'assessment'],
    },
    { metrics: ['average_score', 'pass_rate', 'first_attempt_pass_rate'], dimensions: [...enrollment, 'assessment'] },
  ];

const periods = [
  { from: '2026-02-01', to: '2026-03-10' },
  { from: '2026-03-01', to: '2026-03-03' },
  { from: '2026-03-02T10:00:00Z', to: '2026-03-03T12:00:00Z' },
];

const values = fc.subarray<string | null>(['c1', 'x', '1', 'student', 'online', 'Pass', 'view', 'm1', 'a1', null], {
  minLength: 1,
});

/** A question about a world: a group of metrics, up to two dimensions, perhaps a grain, a filter, an asOf. */
export const worldQuestion: fc.Arbitrary<Question> = fc
  .constantFrom(...metricGroups)
  .chain(({ metrics, dimensions }) => {
    const by = fc.shuffledSubarray([...dimensions], { maxLength: 2 });
    const where = fc.tuple(fc.constantFrom(...dimensions), values).map(([dimension, list]) => ({ [dimension]: list }));
    return fc
      .record(
        {
          period: fc.constantFrom(...periods),
          by,
          grain: fc.constantFrom('day', 'week'),
          asOf: fc.constantFrom('2026-03-02T10:00:00Z', '2026-03-03T12:00:00Z', '2026-03-02'),
          where,
        },
        { requiredKeys: ['period', 'by'] },
      )
      .filter(({ period, asOf }) => asOf === undefined || Date.parse(asOf) > Date.parse(period.from))
      .map(({ period, ...rest }) => ({ metrics, ...period, ...rest }));
  });

/** Every metric: in total, by each of its dimensions, in a series, as of a time between. */
export const everyMetric: readonly Question[] = metricGroups.flatMap(({ metrics, dimensions }) => {
  const [period] = periods;
  return [
    { metrics, ...period },
    { metrics, ...period, asOf: '2026-03-02T10:00:00Z' },
    { metrics, ...period, from: '2026-03-01', to: '2026-03-05', grain: 'day', by: dimensions.slice(0, 1) },
    ...dimensions.map((dimension) => ({ metrics, ...period, by: [dimension] })),
  ];
});
