import { z } from 'zod';
import { AnalyticsError } from '../errors.js';
import { type Formula, measuresOf } from './formula.js';
import type { Share } from './measure.js';
import { columnKind, type DimensionFamily, type SourceName, sources } from './source.js';

/** What the number of a metric is: `percent` is 0 to 100 and beyond, `ratio` mostly 0 to 1. */
const units = ['count', 'seconds', 'days', 'percent', 'ratio'] as const;
export type Unit = (typeof units)[number];

/** A metric, as data: SQL, columns, catalogue and documentation follow from it. */
export interface Metric {
  /** The name in questions and answers. */
  readonly id: string;
  readonly title: string;
  readonly unit: Unit;
  /** One sentence: what is counted, over what. */
  readonly description: string;
  readonly formula: Formula;
  /** Where the definition comes from, for people. */
  readonly source?: string;
  /** The families of its dimensions, where they are fewer than those of its population. */
  readonly families?: readonly DimensionFamily[];
  /** Whether a question may narrow it to one attempt of each learner (`attempts: 'first'`). */
  readonly choosesAttempts?: boolean;
}

const ID = /^[a-z][a-z0-9_]{0,62}$/;

const declaration = z.strictObject({
  id: z.string().regex(ID, 'must be 1 to 63 of a-z 0-9 _, the first a letter'),
  title: z.string().min(1, 'must not be empty'),
  unit: z.enum(units),
  description: z.string().min(1, 'must not be empty'),
  formula: z.looseObject({ kind: z.enum(['measure', 'ratio', 'mean', 'stddev', 'quantile']) }),
  source: z.string().optional(),
  families: z.array(z.enum(['C', 'M', 'A', 'L', 'E', 'K'])).optional(),
  choosesAttempts: z.boolean().optional(),
});

/**
 * Declares a metric. It then has SQL, dimensions, a column in reports and an entry in the catalogue.
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

function formulaProblems({ formula, families = [], choosesAttempts }: Metric): string[] {
  const measures = measuresOf(formula);
  const names = new Set(measures.map(({ source }) => source));
  const unknown = [...names].filter((source) => !Object.hasOwn(sources, source));
  if (unknown.length > 0) return unknown.map((source) => `there is no population ${JSON.stringify(source)}`);
  const problems: string[] = measures.flatMap(({ source, at, column, where }) => [
    ...timeProblems(source, at),
    ...[column, ...where.map((condition) => condition.column)].flatMap((name) => columnProblems(source, name)),
  ]);
  problems.push(...measures.flatMap(({ share }) => shareProblems(share)));
  if (formula.kind === 'ratio' && !sameFamilies(names)) problems.push('both parts of a ratio need the same dimensions');
  const had: readonly DimensionFamily[] = sources[measures[0]!.source].families;
  if (families.some((family) => !had.includes(family))) problems.push(`families can only be of ${had.join(', ')}`);
  if (choosesAttempts && !names.has('attempts')) problems.push('only metrics of attempts can choose attempts');
  return [...new Set(problems)];
}

function timeProblems(source: SourceName, at: string): string[] {
  const times: readonly string[] = sources[source].times;
  return times.includes(at) ? [] : [`${source} have no time ${JSON.stringify(at)}; they have ${times.join(', ')}`];
}

function columnProblems(source: SourceName, column: string | undefined): string[] {
  if (column === undefined || columnKind(source, column)) return [];
  const known = Object.keys(sources[source].columns).join(', ');
  return [`${source} have no column ${JSON.stringify(column)}; they have ${known}`];
}

function shareProblems(share: Share | undefined): string[] {
  if (share === undefined) return [];
  const [numerator, denominator] = share;
  const isShare = share.every(Number.isSafeInteger) && numerator >= 0 && denominator > 0 && numerator <= denominator;
  return isShare ? [] : ['a share must be two whole numbers from 0 to 1, such as [9, 10]'];
}

function sameFamilies(names: ReadonlySet<SourceName>): boolean {
  return new Set([...names].map((name) => sources[name].families.join())).size === 1;
}

/** The families of dimensions that a metric can be broken down and filtered by. */
export function familiesOf({ formula, families }: Metric): readonly DimensionFamily[] {
  return families ?? sources[measuresOf(formula)[0]!.source].families;
}
