import { z } from 'zod';
import { AnalyticsError } from '../errors.js';
import { type Formula, measuresOf } from './formula.js';
import { formulaProblems } from './formula-problems.js';
import { aggregates } from './measure.js';
import { type DimensionFamily, type SourceName, sources } from './source.js';

const units = ['count', 'seconds', 'days', 'percent', 'ratio'] as const;

/**
 * What the number of a metric is. A `count` is whole; `seconds` and `days` may have a fraction; `percent` is 0 to 100 and
 * beyond, `ratio` mostly 0 to 1.
 */
export type Unit = (typeof units)[number];

/** A metric, as data: SQL, columns, catalogue and documentation follow from it. */
export interface Metric {
  /** The name in questions and answers: 1 to 63 of `a-z`, `0-9`, `_`, the first a letter. */
  readonly id: string;
  /** What people call it: the head of a column. */
  readonly title: string;
  /** What its number is. */
  readonly unit: Unit;
  /** One sentence: what is counted, over what. */
  readonly description: string;
  /** How the number comes about: made with `measured`, `ratio`, `mean`, `median` and the like. */
  readonly formula: Formula;
  /** Where the definition comes from, for people. */
  readonly source?: string;
  /** The families of its dimensions, where they are fewer than those of its population. */
  readonly families?: readonly DimensionFamily[];
  /** Whether a question may narrow it to one attempt of each learner (`attempts: 'first'`). */
  readonly choosesAttempts?: boolean;
}

const ID = /^[a-z][a-z0-9_]{0,62}$/;

const condition = z.union([
  z.strictObject({ column: z.string(), known: z.boolean() }),
  z.strictObject({ column: z.string(), is: z.union([z.string(), z.boolean(), z.array(z.string()).readonly()]) }),
]);

const measure = z.strictObject({
  aggregate: z.enum(aggregates),
  source: z.enum(Object.keys(sources) as [SourceName, ...SourceName[]]),
  at: z.string(),
  column: z.string().optional(),
  share: z.tuple([z.number(), z.number()]).readonly().optional(),
  where: z.array(condition).readonly(),
});

const per = z.bigint();
const formula = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('measure'), measure, per }),
  z.strictObject({ kind: z.literal('quantile'), measure, per }),
  z.strictObject({ kind: z.literal('mean'), sum: measure, count: measure, per }),
  z.strictObject({ kind: z.literal('stddev'), sum: measure, squares: measure, count: measure, per }),
  z.strictObject({
    kind: z.literal('ratio'),
    numerator: measure,
    denominator: measure,
    perDay: z.literal(true).optional(),
  }),
]);

const declaration = z.strictObject({
  id: z.string().regex(ID, 'must be 1 to 63 of a-z 0-9 _, the first a letter'),
  title: z.string().min(1, 'must not be empty'),
  unit: z.enum(units),
  description: z.string().min(1, 'must not be empty'),
  formula,
  source: z.string().optional(),
  families: z
    .array(z.enum(['C', 'M', 'A', 'L', 'E', 'K']))
    .readonly()
    .optional(),
  choosesAttempts: z.boolean().optional(),
});

/**
 * Declares a metric. Given to `createAnalytics`, or named in the configuration of the command, it has SQL, dimensions,
 * series, comparison, a place in reports and an entry in the catalogue.
 *
 * @returns the metric as it was given, checked
 *
 * @throws AnalyticsError `invalid_configuration`, with every problem
 * @example
 * export const videoViews = defineMetric({
 *   id: 'video_views',
 *   title: 'Video views',
 *   unit: 'count',
 *   description: 'Videos that learners watched in the period.',
 *   formula: measured(sum('activities', 'count', { at: 'occurred_at', where: [{ column: 'kind', is: 'video' }] })),
 * });
 */
export function defineMetric(metric: Metric): Metric {
  const parsed = declaration.safeParse(metric);
  const problems = parsed.success
    ? formulaProblems(metric)
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  if (problems.length === 0) return metric;
  const message = `the metric ${JSON.stringify(metric?.id)} cannot be used: ${problems.join('; ')}`;
  throw new AnalyticsError('invalid_configuration', message, { details: { metric: metric?.id, problems } });
}

/** The families of dimensions that a metric can be broken down and filtered by. */
export function familiesOf({ formula, families }: Metric): readonly DimensionFamily[] {
  return families ?? sources[measuresOf(formula)[0]!.source].families;
}
