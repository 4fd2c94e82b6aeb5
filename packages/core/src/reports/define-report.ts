import { z } from 'zod';
import { attempts } from '../analyses/parameters.js';
import { AnalyticsError } from '../errors.js';
import type { Answerable, AskContext, Asked, ParametersOf, Prepared } from '../query/ask.js';
import { GRAINS, type Grain } from '../query/bucket.js';
import { hasDimension, parseDimension, withCourses } from '../query/dimension.js';
import type { AttachedColumn } from '../query/plan.js';
import { chooseAttempts, prepareMetrics } from '../query/prepare-metrics.js';
import type { ParameterShape } from '../query/question.js';

/** A report: an ordered set of columns with parameters, which any format can show. */
export type Report = Answerable;

/** A report of metrics: a row for each value of its key. */
export interface ReportDeclaration {
  /** The name in questions: `a-z`, `0-9` and `-`. */
  readonly id: string;
  /** What people call it. */
  readonly title: string;
  /** One or two sentences: what a row is, what its columns say. */
  readonly description: string;
  /** The dimensions of the key; none together with `grain`: a row a bucket. */
  readonly by?: readonly string[];
  /** The grain of a series where a question names none; absent: the period as one. */
  readonly grain?: Grain;
  /** What is shown beside the key. */
  readonly attached?: readonly AttachedColumn[];
  /** The ids of its metrics, in order. */
  readonly metrics: readonly string[];
}

const ID = /^[a-z][a-z0-9-]{0,63}$/;
const grainParameter = z.enum(GRAINS).optional().describe('What a row is of the time.');

/**
 * Declares a report of metrics. Metrics that lack the dimension of a filter are left out of it.
 *
 * @throws AnalyticsError `invalid_configuration`, `unknown_dimension`
 * @example
 * export const regions = defineReport({
 *   id: 'regions',
 *   title: 'Regions',
 *   description: 'A row a region: who is active, who completes.',
 *   by: ['learner.region'],
 *   metrics: ['active_learners', 'enrollments', 'completion_rate'],
 * });
 */
export function defineReport(declaration: ReportDeclaration): Report {
  const { id, title, description, by = [], grain, attached, metrics } = declaration;
  requireUsable(declaration);
  const dimensions = withCourses(by).map(parseDimension);
  return defineAnswer({
    id,
    title,
    description,
    metrics,
    by: dimensions.map((dimension) => dimension.id),
    parameters: grain === undefined ? { attempts } : { grain: grainParameter, attempts },
    hasPeriod: true,
    prepare(asked, context) {
      const { grain: askedGrain = grain, attempts: choice = 'all' } = asked.parameters as SeriesParameters;
      const shown = context.catalogue.metrics;
      const all = metrics.flatMap((metric) => shown.find((each) => each.id === metric) ?? []);
      const kept = all.filter((metric) => asked.filters.every(({ dimension }) => hasDimension(metric, dimension)));
      const chosen = chooseAttempts(kept, choice);
      return prepareMetrics({ id, metrics: chosen, dimensions, attached, grain: askedGrain, frame: asked }, context);
    },
  });
}

type SeriesParameters = ParametersOf<{ grain: typeof grainParameter; attempts: typeof attempts }>;

/** Declares a report that is worked out in its own way. */
export function defineAnswer<const Shape extends ParameterShape>(
  report: Omit<Report, 'parameters' | 'prepare'> & {
    readonly parameters: Shape;
    prepare(asked: Asked<ParametersOf<Shape>>, context: AskContext): Prepared | Promise<Prepared>;
  },
): Report {
  return { ...report, prepare: (asked, context) => report.prepare(asked as Asked<ParametersOf<Shape>>, context) };
}

function requireUsable({ id, metrics, by = [], grain, attached = [] }: ReportDeclaration): void {
  if (!ID.test(id)) throw unusable(id, 'its id must be 1 to 64 of a-z 0-9 -, the first a letter');
  if (reservedReportNames.includes(id))
    throw unusable(id, `its id is the name of a command; these are ${reservedReportNames.join(', ')}`);
  if (metrics.length === 0) throw unusable(id, 'it has no metrics');
  if (new Set(metrics).size < metrics.length) throw unusable(id, 'it names a metric twice');
  if (grain !== undefined && !GRAINS.includes(grain))
    throw unusable(id, `its grain must be one of ${GRAINS.join(', ')}`);
  const needsCourse = attached.length > 0 && !withCourses(by).includes('course');
  if (needsCourse) throw unusable(id, 'what is shown beside a course needs course in by');
}

/** Names that mean something else where reports are named. */
export const reservedReportNames: readonly string[] = ['save', 'list', 'show', 'delete'];

function unusable(id: string, problem: string): AnalyticsError {
  const message = `the report ${JSON.stringify(id)} cannot be used: ${problem}`;
  return new AnalyticsError('invalid_configuration', message, { details: { report: id, problems: [problem] } });
}
