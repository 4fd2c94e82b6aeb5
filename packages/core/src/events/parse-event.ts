import type { z } from 'zod';
import { type EventProblem, MOST_PROBLEMS } from './event-problem.js';
import { type EventData, type EventType, eventTypes, isEventType } from './event-types.js';
import { INSTANT_MESSAGE, text } from './fields.js';
import { parseInstant } from './instant.js';
import { jsonFault } from './json-fault.js';
import { mustBe, shownValue } from './shown-value.js';
import { pointerStep, unholdableProblems } from './unholdable.js';

/** A validated event of one type: the envelope read, the data as sent. */
export type LmsEvent = {
  [Type in EventType]: {
    readonly tenantId: string;
    readonly id: string;
    readonly type: Type;
    /** Milliseconds since the epoch. */
    readonly occurredAt: number;
    readonly data: EventData<Type>;
  };
}[EventType];

/** What became of one event: taken, passed over for its type, or rejected with every problem. */
export type ParsedEvent =
  | { readonly kind: 'event'; readonly event: LmsEvent }
  | { readonly kind: 'skipped'; readonly type: string }
  | { readonly kind: 'rejected'; readonly id?: string; readonly problems: readonly EventProblem[] };

/** The bounds that an envelope is held to. */
export interface EnvelopeLimits {
  /** The latest acceptable `occurredAt`, in milliseconds since the epoch. */
  readonly latest: number;
  /** The tenant of an event that names none. */
  readonly defaultTenant: string;
}

/** The most bytes of UTF-8 that one event may have, as it came. */
export const MAX_EVENT_BYTES = 256 * 1024;
/** The earliest acceptable `occurredAt`: 1980-01-01T00:00:00Z. */
export const EARLIEST_OCCURRED_AT = Date.UTC(1980, 0, 1);
/** What a tenant may be called. */
export const TENANT_PATTERN = /^[A-Za-z0-9._-]{1,64}$/;
/** The most code points that the id of an event may have. */
export const MAX_EVENT_ID_LENGTH = 400;

const eventId = text(1, MAX_EVENT_ID_LENGTH, 'Identity of the event, with the tenant.');

/**
 * Reads one event, native or CloudEvents 1.0, from its JSON text.
 *
 * The checks run in the order of the contract: an unknown type is skipped before anything else is looked at, then every
 * problem is collected.
 *
 * @example
 * const limits = { latest: Date.now(), defaultTenant: 'default' };
 * parseEvent('{"id":"e1","type":"UserDeleted","occurredAt":"2026-03-01T09:30:00Z","data":{}}', limits);
 * // { kind: 'rejected', id: 'e1', problems: [{ pointer: '/data/userId', message: 'must be a text of 1 to 200 characters' }] }
 */
export function parseEvent(json: string, limits: EnvelopeLimits): ParsedEvent {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return rejected(undefined, [{ pointer: '', message: `must be JSON; ${jsonFault(json)}` }, ...lengthProblems(json)]);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return rejected(undefined, [{ pointer: '', message: mustBe('must be a JSON object')({ input: value }) }]);
  }
  return readEnvelope(value as Record<string, unknown>, json, limits);
}

function readEnvelope(value: Record<string, unknown>, json: string, limits: EnvelopeLimits): ParsedEvent {
  const cloudEvent = Object.hasOwn(value, 'specversion') && value['specversion'] !== null;
  const type = typeof value['type'] === 'string' ? typeName(value['type'], cloudEvent) : undefined;
  if (type !== undefined && !isEventType(type)) return { kind: 'skipped', type };

  const tooLong = lengthProblems(json);
  if (tooLong.length > 0) return rejected(eventId.safeParse(value['id']).data, tooLong);

  const problems = unholdableProblems(value, json);
  const report = (pointer: string, message: string) => problems.push({ pointer, message });
  if (cloudEvent && value['specversion'] !== '1.0')
    report('/specversion', wrong('must be "1.0"', value['specversion']));
  if (type === undefined) report('/type', typeMessage(value));
  const id = readId(value, cloudEvent, report);
  const occurredAt = readOccurredAt(value, cloudEvent ? 'time' : 'occurredAt', limits, report);
  const tenantId = readTenant(value, cloudEvent ? 'tenantid' : 'tenantId', limits, report);
  const data = type === undefined ? undefined : readData(type, value['data'], problems);

  if (problems.length > 0) return rejected(id, problems);
  return { kind: 'event', event: { tenantId, id, type, occurredAt, data } as LmsEvent };
}

function lengthProblems(json: string): EventProblem[] {
  if (json.length * 3 <= MAX_EVENT_BYTES || Buffer.byteLength(json) <= MAX_EVENT_BYTES) return [];
  return [{ pointer: '', message: `must be at most ${MAX_EVENT_BYTES} bytes; it has ${Buffer.byteLength(json)}` }];
}

type Report = (pointer: string, message: string) => void;

function wrong(right: string, input: unknown): string {
  return mustBe(right)({ input });
}

/** An export that wraps its events in an object is not an event; where they are is easily told. */
function typeMessage(value: Record<string, unknown>): string {
  const list = Object.keys(value).find((name) => isListOfObjects(value[name]));
  if (list === undefined || 'type' in value || 'data' in value) {
    return wrong('must be the text of an event type, such as UserEnrolled', value['type']);
  }
  return `is missing; if the events are in ${shownValue(list)}, give that list itself`;
}

function isListOfObjects(value: unknown): boolean {
  return Array.isArray(value) && typeof value[0] === 'object' && value[0] !== null;
}

function typeName(type: string, cloudEvent: boolean): string {
  return cloudEvent ? type.slice(type.lastIndexOf('.') + 1) : type;
}

function readId(value: Record<string, unknown>, cloudEvent: boolean, report: Report): string | undefined {
  if (!cloudEvent) return readText(value['id'], '/id', report);
  const source = readText(value['source'], '/source', report);
  const local = readText(value['id'], '/id', report);
  if (source === undefined || local === undefined) return local;
  const id = `${source}#${local}`;
  if (!eventId.safeParse(id).success) {
    report('/id', `must be at most ${MAX_EVENT_ID_LENGTH - 1} characters together with the source`);
  }
  return id;
}

function readText(value: unknown, pointer: string, report: Report): string | undefined {
  if (typeof value === 'string' && value.length > 0 && value.length <= MAX_EVENT_ID_LENGTH) return value; // nearly all
  const parsed = eventId.safeParse(value);
  if (!parsed.success) report(pointer, parsed.error.issues[0]!.message);
  return parsed.data;
}

function readOccurredAt(
  value: Record<string, unknown>,
  name: 'time' | 'occurredAt',
  limits: EnvelopeLimits,
  report: Report,
): number {
  const given = value[name];
  const instant = typeof given === 'string' ? parseInstant(given) : null;
  if (instant === null) {
    report(`/${name}`, wrong(INSTANT_MESSAGE, given));
  } else if (instant < EARLIEST_OCCURRED_AT) {
    report(`/${name}`, wrong('must not be before 1980-01-01T00:00:00Z', given));
  } else if (instant > limits.latest) {
    const latest = new Date(limits.latest).toISOString();
    report(`/${name}`, wrong(`must not be in the future, after ${latest}`, given));
  }
  return instant ?? 0;
}

function readTenant(
  value: Record<string, unknown>,
  name: 'tenantid' | 'tenantId',
  limits: EnvelopeLimits,
  report: Report,
): string {
  const given = value[name] ?? limits.defaultTenant;
  if (typeof given === 'string' && TENANT_PATTERN.test(given)) return given;
  report(`/${name}`, wrong('must be 1 to 64 of the characters a-z A-Z 0-9 . _ -', given));
  return '';
}

function readData(type: EventType, value: unknown, problems: EventProblem[]): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.push({ pointer: '/data', message: wrong('must be an object', value) });
    return undefined;
  }
  const parsed = eventTypes[type].data.safeParse(value);
  if (parsed.success) return parsed.data;
  const known = new Set(problems.map(({ pointer }) => pointer));
  for (const problem of parsed.error.issues.map(toProblem)) if (!known.has(problem.pointer)) problems.push(problem);
  return undefined;
}

function toProblem(issue: z.core.$ZodIssue): EventProblem {
  return {
    pointer: `/data${issue.path.map((step) => `/${pointerStep(String(step))}`).join('')}`,
    message: issue.message,
  };
}

const AND_MORE = { pointer: '', message: `has more problems than these ${MOST_PROBLEMS}` };

function rejected(id: string | undefined, all: readonly EventProblem[]): ParsedEvent {
  const problems = all.length > MOST_PROBLEMS ? [...all.slice(0, MOST_PROBLEMS), AND_MORE] : all;
  return id === undefined ? { kind: 'rejected', problems } : { kind: 'rejected', id, problems };
}
