import { z } from 'zod';
import { AnalyticsError } from '../errors.js';
import { unknownName } from '../unknown-name.js';
import { GRAINS } from './bucket.js';
import { dimensionIds } from './dimension.js';

const texts = z.array(z.string());
const values = z.array(z.string().nullable()).readonly();

/** The attempts that a question may choose. */
export const attemptChoices = ['all', 'first', 'best', 'last'] as const;
export type AttemptChoice = (typeof attemptChoices)[number];

/** The members that every question may have: whose, which period, of whom. */
const frameMembers = {
  tenantId: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}$/, 'must be 1 to 64 of the characters a-z A-Z 0-9 . _ -')
    .optional(),
  asOf: z.string().optional(),
  timeZone: z.string().optional(),
  weekStart: z.enum(['monday', 'sunday']).optional(),
  where: z.record(z.string(), values).readonly().optional(),
};

const periodMembers = {
  from: z.string().optional(),
  to: z.string().optional(),
  last: z.string().optional(),
};

const orderSchema = z.strictObject({ column: z.string(), direction: z.enum(['asc', 'desc']).optional() });

/** How many rows: 1 or more. */
export const limitMember = z.int().min(1, 'must be 1 or more');

/** The members of a question for metrics, beside whose and which period. */
export const metricsMembers = {
  metrics: texts.min(1, 'must name at least one metric').readonly(),
  by: texts.readonly().optional(),
  grain: z.enum(GRAINS).optional(),
  compare: z.literal('previous_period').optional(),
  attempts: z.enum(attemptChoices).optional(),
  orderBy: z.array(orderSchema).readonly().optional(),
  limit: limitMember.optional(),
};

const querySchema = z.strictObject({ ...metricsMembers, ...frameMembers, ...periodMembers });
const baseSchema = z.strictObject({ ...frameMembers, ...periodMembers });

/** A column that rows are sorted by, and how; `asc` where no direction is given. Null comes last in both. */
export type OrderBy = z.infer<typeof orderSchema>;

/** What a question for metrics asks: which, broken down by what, in which order. */
export type MetricsQuestion = Pick<z.infer<typeof querySchema>, keyof typeof metricsMembers>;

/** A question for metrics: which, of which period, broken down by what, of whom. */
export type Query = z.infer<typeof querySchema>;

/** What every question may say: whose (`tenantId`), which period, in which zone, of whom. */
export type Frame = z.infer<typeof baseSchema>;

/** A question for a report: which, of which period, of whom, and the parameters of that report. */
export type ReportQuery = Frame & { readonly report: string; readonly [parameter: string]: unknown };

/** A question for an analysis: which, of which period, of whom, and the parameters of that analysis. */
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
  return parse(querySchema, value);
}

/**
 * Reads the frame of questions: whose, which period, of whom.
 *
 * @throws AnalyticsError `invalid_query`, with every problem and its JSON Pointer
 */
export function parseFrame(value: unknown): Frame {
  return parse(baseSchema, value);
}

/**
 * Reads the name of a tenant.
 *
 * @throws AnalyticsError `invalid_query`
 */
export function parseTenantId(tenantId: unknown): string {
  return parse(z.strictObject({ tenantId: frameMembers.tenantId.unwrap() }), { tenantId }).tenantId;
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
  const parsed: Record<string, unknown> = parse(schema, value);
  const { [name]: _, ...members } = parsed;
  const own = Object.entries(members).filter(([member]) => Object.hasOwn(parameters, member));
  const frame = Object.entries(members).filter(([member]) => !Object.hasOwn(parameters, member));
  return { frame: Object.fromEntries(frame), parameters: Object.fromEntries(own) };
}

function parse<Schema extends z.ZodObject>(schema: Schema, value: unknown): z.infer<Schema> {
  refusePrototypeKey(value);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const members = Object.keys(schema.shape);
  const problems = parsed.error.issues.map((issue) => ({
    pointer: issue.path.map((step) => `/${String(step)}`).join(''),
    message: isMissing(issue, value) ? missing(issue) : problemOf(issue, members),
  }));
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

function problemOf(issue: z.core.$ZodIssue, members: readonly string[]): string {
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = issue.path.length === 0 ? `; it has ${members.join(', ')}` : '';
      return `has no member ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}${known}`;
    }
    case 'too_big':
      return `must be at most ${String(issue.maximum)}`;
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.join(', ')}`;
    case 'invalid_type':
      return `must be ${article(issue.expected)}`;
    default:
      return issue.message;
  }
}

function article(type: string): string {
  if (type === 'string') return 'a text';
  if (type === 'int') return 'a whole number';
  if (type === 'array') return 'a list, such as ["course"]';
  if (type === 'record') return 'an object';
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}
