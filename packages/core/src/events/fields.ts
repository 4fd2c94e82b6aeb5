import { z } from 'zod';
import { MOST_PROBLEMS } from './event-problem.js';
import { parseInstant } from './instant.js';
import { mustBe, shownValue } from './shown-value.js';

/**
 * The forms that a store may read by itself where an event is plainly right (see `plain-fields.ts`); a field without a
 * plain form always goes through the validator.
 */
export type PlainForm =
  | { readonly kind: 'text'; readonly min: number; readonly max: number }
  | { readonly kind: 'count'; readonly max: number }
  | { readonly kind: 'seconds'; readonly max: number };

/** Plain forms by schema: the one place where a field says how it looks when nothing is unusual about it. */
export const plainForms = z.registry<PlainForm>();

const MAX_SECONDS = 1e9;
const MAX_COUNT = 1e9;

/** A text of `min` to `max` code points that every store can hold: no U+0000, no lone surrogate. */
export function text(min: number, max: number, description: string) {
  const schema = z
    .string({ error: mustBe(`must be a text of ${min} to ${max} characters`) })
    .check(({ value, issues }) => {
      const problem = textProblem(value, min, max);
      if (problem) issues.push({ code: 'custom', message: problem, input: value });
    })
    .meta({ description, minLength: min, maxLength: max });
  return schema.register(plainForms, { kind: 'text', min, max });
}

function textProblem(value: string, min: number, max: number): string | undefined {
  if (value.length < min) return `must be a text of ${min} to ${max} characters; it is empty`;
  if (value.length <= max) return undefined;
  const length = codePoints(value);
  return length > max ? `must be a text of ${min} to ${max} characters; it has ${length}` : undefined;
}

function codePoints(value: string): number {
  let length = 0;
  for (const _ of value) length++;
  return length;
}

/** An id of a user, course, module, assessment, item, attempt or object. */
export const id = (description: string) => text(1, 200, description);

/** A text that a person reads. */
export const label = (description: string) => text(0, 1000, description);

/** A whole number of occurrences. */
export function count(description: string) {
  const error = mustBe(`must be a whole number from 1 to ${MAX_COUNT}`);
  const schema = z
    .number({ error })
    .refine((value) => Number.isInteger(value) && value >= 1 && value <= MAX_COUNT, { error })
    .meta({ description, type: 'integer', minimum: 1, maximum: MAX_COUNT, default: 1 });
  return schema.register(plainForms, { kind: 'count', max: MAX_COUNT });
}

/** A duration in seconds. */
export function seconds(description: string) {
  return number(0, MAX_SECONDS, description).register(plainForms, { kind: 'seconds', max: MAX_SECONDS });
}

/** A number from `min` to `max`. */
export function number(min: number, max: number, description: string) {
  const error = mustBe(`must be a number from ${min} to ${max}`);
  return z
    .number({ error })
    .refine((value) => value >= min && value <= max, { error })
    .meta({ description, minimum: min, maximum: max });
}

/** A number above 0, at most 10⁹: the points that can be had. */
export function maxScore(description: string, options: { zeroAllowed?: boolean } = {}) {
  const error = mustBe(`must be a number ${options.zeroAllowed ? 'from' : 'above'} 0, at most 1000000000`);
  return z
    .number({ error })
    .refine((value) => (options.zeroAllowed ? value >= 0 : value > 0) && value <= 1e9, { error })
    .meta({ description, [options.zeroAllowed ? 'minimum' : 'exclusiveMinimum']: 0, maximum: 1e9 });
}

/** Points; how many are too many depends on the maxScore beside them. */
export function points(description: string) {
  return z.number({ error: mustBe('must be a number') }).meta({ description });
}

/** What an instant has to be. */
export const INSTANT_MESSAGE = 'must be an RFC 3339 instant with an offset, such as 2026-03-01T09:30:00Z';

/** An RFC 3339 instant with an offset, read as milliseconds since the epoch. */
export function instant(description: string) {
  const error = mustBe(INSTANT_MESSAGE);
  return z
    .string({ error })
    .refine((value) => parseInstant(value) !== null, { error })
    .meta({ description, format: 'date-time' });
}

/** A list, as it was sent. */
export function list<Element extends z.ZodType>(element: Element, right: string, description: string) {
  const { $schema: _, ...items } = z.toJSONSchema(element, { io: 'input', unrepresentable: 'any' });
  return z
    .custom<z.infer<Element>[]>((value) => Array.isArray(value), { error: mustBe(right) })
    .superRefine((values, context) => {
      for (const { path, message } of listProblems(element, values)) {
        context.addIssue({ code: 'custom', path: [...path], message, continue: false });
      }
    })
    .meta({ description, type: 'array', items });
}

function listProblems(element: z.ZodType, values: readonly unknown[]): { path: PropertyKey[]; message: string }[] {
  const problems = [];
  for (const [index, value] of values.entries()) {
    const issues = element.safeParse(value).error?.issues ?? [];
    for (const { path, message } of issues) problems.push({ path: [index, ...path], message });
    if (problems.length >= MOST_PROBLEMS) break;
  }
  return problems;
}

/** A flat object of texts, numbers and booleans; a null member is as absent. */
export function attributes(description: string) {
  return z
    .custom<Record<string, string | number | boolean | null>>((value) => isPlainObject(value), {
      error: mustBe('must be a flat object of texts, numbers and booleans'),
    })
    .superRefine((value, context) => {
      let problems = 0;
      for (const [name, member] of Object.entries(value)) {
        const message = attributeProblem(name, member);
        if (message) context.addIssue({ code: 'custom', path: [name], message });
        if (message && ++problems >= MOST_PROBLEMS) return;
      }
    })
    .meta({
      description,
      type: 'object',
      additionalProperties: { type: ['string', 'number', 'boolean', 'null'], maxLength: 1000 },
    });
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function attributeProblem(name: string, member: unknown): string | undefined {
  if (codePoints(name) > 1000) return 'must have a name of at most 1000 characters';
  if (typeof member === 'string') return textProblem(member, 0, 1000);
  if (member === null || typeof member === 'number' || typeof member === 'boolean') return undefined;
  return `must be a text, a number or a boolean; it is ${shownValue(member)}`;
}
