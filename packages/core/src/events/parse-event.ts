import type { z } from 'zod';
import type { EventProblem } from './event-problem.js';
import { type EventData, type EventType, eventTypes, isEventType } from './event-types.js';
import { text } from './fields.js';
import { parseInstant } from './instant.js';
import { unholdableProblems } from './unholdable.js';

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
 * parseEvent('{"id":"e1","type":"UserDeleted","occurredAt":"2026-03-01T09:30:00Z","data":{}}', limits);
 * // { kind: 'rejected', id: 'e1', problems: [{ pointer: '/data/userId', message: 'must be a text of 1 to 200 characters' }] }
 */
export function parseEvent(json: string, limits: EnvelopeLimits): ParsedEvent {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    return rejected(undefined, [{ pointer: '', message: `must be JSON: ${(error as Error).message}` }]);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return rejected(undefined, [{ pointer: '', message: 'must be a JSON object' }]);
  }
  return readEnvelope(value as Record<string, unknown>, json, limits);
}

function readEnvelope(value: Record<string, unknown>, json: string, limits: EnvelopeLimits): ParsedEvent {
  const cloudEvent = Object.hasOwn(value, 'specversion') && value['specversion'] !== null;
  const type = typeof value['type'] === 'string' ? typeName(value['type'], cloudEvent) : undefined;
  if (type !== undefined && !isEventType(type)) return { kind: 'skipped', type };

  const problems: EventProblem[] = [];
  const report = (pointer: string, message: string) => problems.push({ pointer, message });
  if (json.length * 3 > MAX_EVENT_BYTES && Buffer.byteLength(json) > MAX_EVENT_BYTES) {
    report('', `must be at most ${MAX_EVENT_BYTES} bytes; it has ${Buffer.byteLength(json)}`);
  }
  problems.push(...unholdableProblems(value));
  if (cloudEvent && value['specversion'] !== '1.0') report('/specversion', 'must be "1.0"');
  if (type === undefined) report('/type', `must be the text of an event type, such as UserEnrolled`);
  const id = readId(value, cloudEvent, report);
  const occurredAt = readOccurredAt(value, cloudEvent ? 'time' : 'occurredAt', limits, report);
  const tenantId = readTenant(value, cloudEvent ? 'tenantid' : 'tenantId', limits, report);
  const data = type === undefined ? undefined : readData(type, value['data'], problems);

  if (problems.length > 0) return rejected(id, problems);
  return { kind: 'event', event: { tenantId, id, type, occurredAt, data } as LmsEvent };
}

type Report = (pointer: string, message: string) => void;

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
  const parsed = eventId.safeParse(value);
  if (!parsed.success) report(pointer, parsed.error.issues[0]!.message);
  return typeof value === 'string' && value !== '' ? value : undefined;
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
    report(`/${name}`, 'must be an RFC 3339 instant with an offset, such as 2026-03-01T09:30:00Z');
  } else if (instant < EARLIEST_OCCURRED_AT) {
    report(`/${name}`, 'must not be before 1980-01-01T00:00:00Z');
  } else if (instant > limits.latest) {
    report(`/${name}`, `must not be in the future, after ${new Date(limits.latest).toISOString()}`);
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
  report(`/${name}`, 'must be 1 to 64 of the characters a-z A-Z 0-9 . _ -');
  return '';
}

function readData(type: EventType, value: unknown, problems: EventProblem[]): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.push({ pointer: '/data', message: 'must be an object' });
    return undefined;
  }
  const parsed = eventTypes[type].data.safeParse(value);
  if (parsed.success) return parsed.data;
  problems.push(...parsed.error.issues.map(toProblem));
  return undefined;
}

function toProblem(issue: z.core.$ZodIssue): EventProblem {
  return {
    pointer: `/data${issue.path.map((step) => `/${escapeStep(String(step))}`).join('')}`,
    message: issue.message,
  };
}

function escapeStep(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}

function rejected(id: string | undefined, problems: readonly EventProblem[]): ParsedEvent {
  return id === undefined ? { kind: 'rejected', problems } : { kind: 'rejected', id, problems };
}
