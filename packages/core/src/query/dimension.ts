import { AnalyticsError } from '../errors.js';
import { familiesOf, type Metric } from '../metrics/define-metric.js';
import type { DimensionFamily } from '../metrics/source.js';
import { unknownName } from '../unknown-name.js';

/** What a metric is broken down or filtered by: a named dimension, or an attribute of one. */
export interface Dimension {
  /** As asked: `course`, `learner.region`. */
  readonly id: string;
  readonly base: 'course' | 'module' | 'assessment' | 'role' | 'learner' | 'mode' | 'result' | 'enrollment' | 'kind';
  /** The name of the attribute, for `course.…`, `learner.…` and `enrollment.…`. */
  readonly attribute?: string;
}

const named: Readonly<Record<string, readonly DimensionFamily[]>> = {
  course: ['C'],
  module: ['M', 'K'],
  assessment: ['A'],
  role: ['L'],
  mode: ['E'],
  result: ['E'],
  kind: ['K'],
};

const withAttributes: Readonly<Record<string, DimensionFamily>> = { course: 'C', learner: 'L', enrollment: 'E' };

const familyDimensions: Readonly<Record<DimensionFamily, readonly string[]>> = {
  C: ['course', 'course.<attribute>'],
  M: ['module'],
  A: ['assessment'],
  L: ['role', 'learner.<attribute>'],
  E: ['mode', 'result', 'enrollment.<attribute>'],
  K: ['kind', 'module'],
};

/** Every dimension, as people read them. */
export const dimensionIds: readonly string[] = [...new Set(Object.values(familyDimensions).flat())];

/**
 * Reads a dimension as a question names it.
 *
 * @throws AnalyticsError `unknown_dimension`, with the dimensions that there are
 */
export function parseDimension(id: string): Dimension {
  if (Object.hasOwn(named, id)) return { id, base: id as Dimension['base'] };
  const dot = id.indexOf('.');
  const base = id.slice(0, dot);
  if (dot > 0 && dot < id.length - 1 && Object.hasOwn(withAttributes, base)) {
    return { id, base: base as Dimension['base'], attribute: id.slice(dot + 1) };
  }
  throw unknownName('unknown_dimension', { what: 'dimension', id, known: dimensionIds });
}

/** Whether what has these families can be broken down and filtered by a dimension. */
function familiesHave(families: readonly DimensionFamily[], { id, base, attribute }: Dimension): boolean {
  const wanted = attribute === undefined ? named[id]! : [withAttributes[base]!];
  return families.some((family) => wanted.includes(family));
}

/** Whether a metric can be broken down and filtered by a dimension. */
export function hasDimension(metric: Metric, dimension: Dimension): boolean {
  return familiesHave(familiesOf(metric), dimension);
}

/**
 * The dimensions that a metric can be broken down and filtered by, as people read them; time, which every metric has, is
 * not among them.
 *
 * @example
 * dimensionsOf(createCatalogue().metric('new_learners')); // ['role', 'learner.<attribute>']
 */
export function dimensionsOf(metric: Metric): string[] {
  return dimensionsOfFamilies(familiesOf(metric));
}

/** The dimensions of some families, as people read them. */
function dimensionsOfFamilies(families: readonly DimensionFamily[]): string[] {
  return [...new Set(families.flatMap((family) => familyDimensions[family]))];
}

/**
 * Refuses a dimension that what is named has not.
 *
 * @throws AnalyticsError `unknown_dimension`, with the dimensions that it has
 */
export function requireDimension(name: string, families: readonly DimensionFamily[], dimension: Dimension): void {
  if (familiesHave(families, dimension)) return;
  const known = dimensionsOfFamilies(families);
  const message = `${name} has no dimension ${JSON.stringify(dimension.id)}; it has ${known.join(', ')}`;
  throw new AnalyticsError('unknown_dimension', message, { details: { name, dimension: dimension.id, known } });
}

/** Modules and assessments are named within a course, so each brings `course` before it where it was not asked for. */
export function withCourses(ids: readonly string[]): string[] {
  const needsCourse = (id: string) => (id === 'module' || id === 'assessment') && !ids.includes('course');
  return [...new Set(ids.flatMap((id) => (needsCourse(id) ? ['course', id] : [id])))];
}
