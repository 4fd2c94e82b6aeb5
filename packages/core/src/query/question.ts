import { z } from 'zod';
import { AnalyticsError } from '../errors.js';
import { nearestName, unknownName } from '../unknown-name.js';
import { GRAINS } from './bucket.js';
import { dimensionIds } from './dimension.js';

const texts = z.array(z.string());
const values = z.array(z.string().nullable()).readonly();

/** The attempts that a question may choose. */
export const attemptChoices = ['all', 'first', 'best', 'last'] as const;
export type AttemptChoice = (typeof attemptChoices)[number];

/** Whose: the institution that the events are of. */
export const tenantMember = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,64}$/, 'must be 1 to 64 of the characters a-z A-Z 0-9 . _ -');

/** The members that every question may have: whose, which period, of whom. */
const frameMembers = {
  /** Whose: the institution that the events are of; `default` where absent. */
  tenantId: tenantMember.optional(),
  /** A local date or an RFC 3339 instant: answers as if it were this moment. Now where absent. */
  asOf: z.string().optional(),
  /** The IANA zone of dates, days, weeks and months; that of the tenant's settings where absent. */
  timeZone: z.string().optional(),
  /** The first day of a week; that of the tenant's settings where absent. */
  weekStart: z.enum(['monday', 'sunday']).optional(),
  /** Filters: of each dimension the values that count. Null is "not stated"; all dimensions must hold. */
  where: z.record(z.string(), values).readonly().optional(),
};

const periodMembers = {
  /** The start: a local date (its midnight) or an RFC 3339 instant, on a quarter hour. */
  from: z.string().optional(),
  /** The end, which is no longer in it; now where absent. */
  to: z.string().optional(),
  /** `30d`, `12w`, `6m`, `1y`: so many local days, weeks, months, years, this one among them; or `all`. */
  last: z.string().optional(),
};

const orderSchema = z.strictObject({
  /** The id of a column of the answer. */
  column: z.string(),
  /** `asc` where absent. */
  direction: z.enum(['asc', 'desc']).optional(),
});

/** How many rows: 1 or more. */
export const limitMember = z.int().min(1, 'must be 1 or more');

/** The members of a question for metrics, beside whose and which period. */
export const metricsMembers = {
  /** The ids of metrics, at least one: the columns, in this order. */
  metrics: texts.min(1, 'must name at least one metric').readonly(),
  /** The dimensions that they are broken down by: `course`, `role`, `learner.region`. */
  by: texts.readonly().optional(),
  /** A row a local hour, day, week, month, quarter or year of the period; the period as one where absent. */
  grain: z.enum(GRAINS).optional(),
  /** Adds the values of the period before, as columns that end in `_previous`. */
  compare: z.literal('previous_period').optional(),
  /** Which completed attempts of a learner at an assessment count; `all` where absent. */
  attempts: z.enum(attemptChoices).optional(),
  /** By which columns the rows are sorted, the first one first; by time and dimensions where absent. */
  orderBy: z.array(orderSchema).readonly().optional(),
  /** How many rows at most, 1 or more. */
  limit: limitMember.optional(),
};

const querySchema = z.strictObject({ ...metricsMembers, ...frameMembers, ...periodMembers });
const baseSchema = z.strictObject({ ...frameMembers, ...periodMembers });

/**
 * A column that rows are sorted by, and how. Null comes last in both directions.
 *
 * @interface
 */
export type OrderBy = z.infer<typeof orderSchema>;

/** What a question for metrics asks: which, broken down by what, in which order. */
export type MetricsQuestion = Pick<z.infer<typeof querySchema>, keyof typeof metricsMembers>;

/**
 * A question for metrics: which, of which period, broken down by what, of whom. Without `from`, `to` and `last` it is about
 * the last 30 days.
 *
 * @interface
 * @example
 * const question: Query = {
 *   metrics: ['active_learners', 'pass_rate'],
 *   by: ['course'],
 *   grain: 'week',
 *   last: '12w',
 *   timeZone: 'Europe/Paris',
 *   where: { role: ['student', null] },
 * };
 */
export type Query = z.infer<typeof querySchema>;

/**
 * What every question may say: whose, which period, in which zone, of whom. Members that are absent, or undefined, are as
 * the settings of the tenant say.
 *
 * @interface
 */
export type Frame = z.infer<typeof baseSchema>;

/**
 * A question for a report: which, of which period, of whom, and the parameters of that report. Of a saved report, what it
 * says goes before what was saved.
 *
 * @example
 * const question: ReportQuery = { report: 'engagement', grain: 'month', last: '1y' };
 */
export type ReportQuery = Frame & { readonly report: string; readonly [parameter: string]: unknown };

/**
 * A question for an analysis: which, of which period, of whom, and the parameters of that analysis.
 *
 * @example
 * const question: AnalysisQuery = { analysis: 'retention', course: 'logic', cohort: 'month', last: '1y' };
 */
export type AnalysisQuery = Frame & { readonly analysis: string; readonly [parameter: string]: unknown };

/** A question of any kind. */
export type Question = Query | ReportQuery | AnalysisQuery;

/** The parameters of a report or an analysis: a zod schema of each. */
export type ParameterShape = Readonly<Record<string, z.ZodType>>;

/** A question of a report or an analysis as it was read: the frame, and its parameters. */
export interface Parameterized<Parameters> {
  readonly frame: Frame;
  readonly parameters: Parameters;
}

/**
 * Reads a question for metrics.
 *
 * @throws AnalyticsError `invalid_query`, with every problem and its JSON Pointer
 */
export function parseQuery(value: unknown): Query {
  return parseMembers(querySchema, value);
}

/**
 * Reads the frame of questions: whose, which period, of whom.
 *
 * @throws AnalyticsError `invalid_query`, with every problem and its JSON Pointer
 */
export function parseFrame(value: unknown): Frame {
  return parseMembers(baseSchema, value);
}

/** The tenant where none is named. */
export const DEFAULT_TENANT = 'default';

/**
 * Reads the name of a tenant.
 *
 * @throws AnalyticsError `invalid_query`
 */
export function parseTenantId(tenantId: unknown): string {
  return parseMembers(z.strictObject({ tenantId: tenantMember }), { tenantId }).tenantId;
}

/**
 * Reads a question that has parameters of its own, beside the member that names it.
 *
 * @throws AnalyticsError `invalid_query`, with every problem and its JSON Pointer
 */
export function parseParameterized(
  value: unknown,
  { name, parameters, hasPeriod }: { name: 'report' | 'analysis'; parameters: ParameterShape; hasPeriod: boolean },
): Parameterized<Record<string, unknown>> {
  const schema = schemas[name].get(parameters) ?? parameterizedSchema(name, { parameters, hasPeriod });
  schemas[name].set(parameters, schema);
  const parsed: Record<string, unknown> = parseMembers(schema, value);
  const { [name]: _, ...members } = parsed;
  const own = Object.entries(members).filter(([member]) => Object.hasOwn(parameters, member));
  const frame = Object.entries(members).filter(([member]) => !Object.hasOwn(parameters, member));
  return { frame: Object.fromEntries(frame), parameters: Object.fromEntries(own) };
}

/**
 * Reads an object by a schema.
 *
 * @throws AnalyticsError `invalid_query`, with every problem and its JSON Pointer
 */
export function parseMembers<Schema extends z.ZodObject>(schema: Schema, value: unknown): z.infer<Schema> {
  refusePrototypeKey(value);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const members = Object.keys(schema.shape);
  const problems = parsed.error.issues.map((issue) => readIssue(issue, { value, members }));
  const message = problems.map((problem) => `${problem.pointer || 'the question'} ${problem.message}`).join('; ');
  throw new AnalyticsError('invalid_query', message, { details: { problems } });
}

/** Schemas that have been made: making one takes longer than reading a question by it. */
const schemas = {
  report: new WeakMap<ParameterShape, z.ZodObject>(),
  analysis: new WeakMap<ParameterShape, z.ZodObject>(),
};

function parameterizedSchema(
  name: string,
  { parameters, hasPeriod }: { parameters: ParameterShape; hasPeriod: boolean },
): z.ZodObject {
  return z.strictObject({ [name]: z.string(), ...parameters, ...frameMembers, ...(hasPeriod && periodMembers) });
}

/** What is wrong at a place in a question. */
interface QuestionProblem {
  /** A JSON Pointer; empty for the question itself. */
  readonly pointer: string;
  readonly message: string;
  /** The members that the question must not have, and those that it may have. */
  readonly unknown?: readonly string[];
  readonly known?: readonly string[];
}

function readIssue(
  issue: z.core.$ZodIssue,
  { value, members }: { value: unknown; members: readonly string[] },
): QuestionProblem {
  return {
    pointer: issue.path.map((step) => `/${String(step)}`).join(''),
    message: isMissing(issue, value) ? missing(issue) : problemOf(issue, { value, members }),
    ...(issue.code === 'unrecognized_keys' && issue.path.length === 0 && { unknown: issue.keys, known: members }),
  };
}

function isMissing({ code, path }: z.core.$ZodIssue, value: unknown): boolean {
  const isOfObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return code === 'invalid_type' && path.length === 1 && isOfObject && !Object.hasOwn(value, path[0]!);
}

function missing({ path }: z.core.$ZodIssue): string {
  return path[0] === 'metrics'
    ? 'is missing: a question names metrics, an analysis or a report'
    : 'is missing: give it';
}

/** zod passes over a member of this name, which a filter must not be lost by. */
function refusePrototypeKey(value: unknown): void {
  const { where } = (value ?? {}) as { where?: unknown };
  if (typeof where !== 'object' || where === null || !Object.hasOwn(where, '__proto__')) return;
  throw unknownName('unknown_dimension', { what: 'dimension', id: '__proto__', known: dimensionIds });
}

function problemOf(
  issue: z.core.$ZodIssue,
  { value, members }: { value: unknown; members: readonly string[] },
): string {
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = issue.path.length === 0 ? `;${meant(issue.keys[0], members)} it has ${members.join(', ')}` : '';
      return `has no member ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}${known}`;
    }
    case 'too_big':
      return `must be at most ${String(issue.maximum)}`;
    case 'invalid_value': {
      const choices = issue.values.map(String);
      const given = valueAt(value, issue.path);
      const hint = meant(given, choices);
      return `must be ${choices.length > 1 ? 'one of ' : ''}${choices.join(', ')}${hint && `, not ${JSON.stringify(given)};${hint}`}`;
    }
    case 'invalid_type':
      return `must be ${article(issue.expected)}`;
    default:
      return issue.message;
  }
}

/** A question for the name that a slip was most likely meant to be; nothing where none is near. */
function meant(given: unknown, known: readonly string[]): string {
  const nearest = typeof given === 'string' ? nearestName(given, known) : undefined;
  return nearest === undefined ? '' : ` did you mean ${nearest}?`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((at, step) => (at as Record<PropertyKey, unknown> | undefined)?.[step], value);
}

function article(type: string): string {
  if (type === 'string') return 'a text';
  if (type === 'int') return 'a whole number';
  if (type === 'array') return 'a list, such as ["course"]';
  if (type === 'record') return 'an object';
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}
