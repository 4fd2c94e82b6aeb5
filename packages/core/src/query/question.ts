import { z } from 'zod';
import { AnalyticsError } from '../errors.js';

const texts = z.array(z.string());

const periodMembers = {
  tenantId: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}$/, 'must be 1 to 64 of the characters a-z A-Z 0-9 . _ -')
    .optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  last: z.string().optional(),
  asOf: z.string().optional(),
  timeZone: z.string().optional(),
  weekStart: z.enum(['monday', 'sunday']).optional(),
  where: z.record(z.string(), z.array(z.string().nullable())).optional(),
};

const grains = ['hour', 'day', 'week', 'month', 'quarter', 'year'] as const;

const querySchema = z.strictObject({
  metrics: texts.min(1, 'must name at least one metric'),
  by: texts.optional(),
  grain: z.enum(grains).optional(),
  ...periodMembers,
});

const reportSchema = z.strictObject({ report: z.string(), ...periodMembers });

/** A question for metrics: which, of which period, broken down by what, of whom. */
export type Query = z.infer<typeof querySchema>;

/** A question for a report: which, of which period, of whom. */
export type ReportQuery = z.infer<typeof reportSchema>;

/**
 * Reads a question for metrics.
 *
 * @throws AnalyticsError `invalid_query`, with every problem and its JSON Pointer
 */
export function parseQuery(value: unknown): Query {
  return parse(querySchema, value);
}

/**
 * Reads a question for a report.
 *
 * @throws AnalyticsError `invalid_query`, with every problem and its JSON Pointer
 */
export function parseReportQuery(value: unknown): ReportQuery {
  return parse(reportSchema, value);
}

function parse<Schema extends z.ZodObject>(schema: Schema, value: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const members = Object.keys(schema.shape);
  const problems = parsed.error.issues.map((issue) => ({
    pointer: issue.path.map((step) => `/${String(step)}`).join(''),
    message: problemOf(issue, members),
  }));
  const message = problems.map((problem) => `${problem.pointer || 'the question'} ${problem.message}`).join('; ');
  throw new AnalyticsError('invalid_query', message, { details: { problems } });
}

function problemOf(issue: z.core.$ZodIssue, members: readonly string[]): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `has no member ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}; it has ${members.join(', ')}`;
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`;
    case 'invalid_type':
      return `must be ${article(issue.expected)}`;
    default:
      return issue.message;
  }
}

function article(type: string): string {
  if (type === 'string') return 'a text';
  return `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}
