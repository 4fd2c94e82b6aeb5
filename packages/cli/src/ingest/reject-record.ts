import { isUtf8 } from 'node:buffer';
import type { RejectedEvent } from '@lms-analytics/core';
import { type EventLine, MAX_EVENT_BYTES, type UnreadableBytes } from '@lms-analytics/core/events';
import { memberText } from './member-text.js';

const SHOWN_BYTES = 64 * 1024;

/** A rejected event as a line of the rejects file. Of its content one is there; of several the first counts. */
interface RejectRecord {
  readonly file?: string;
  readonly line?: number;
  readonly element?: number;
  readonly id?: string;
  readonly problems: RejectedEvent['problems'];
  /** The event, where it is JSON. */
  readonly event?: unknown;
  /** Set where what follows is only the beginning. */
  readonly truncated?: true;
  /** Its text, where that is not JSON. */
  readonly text?: string;
  /** Its bytes, where they are not UTF-8. */
  readonly base64?: string;
}

/**
 * A rejected event as a line of NDJSON. The event stands in it as it came, so that an editor can mend it and
 * {@link mendedEvent} take it out again.
 *
 * @example
 * rejectLine({ position: 0, line, problems });
 * // {"file":"events.ndjson","line":3,"problems":[…],"event":{"id":"e2",…}}
 */
export function rejectLine({ line, id, problems }: RejectedEvent): string {
  const head = JSON.stringify({ file: line?.file, line: line?.line, element: line?.element, id, problems });
  return `${head.slice(0, -1)},${contentOf(line)}}\n`;
}

function contentOf(line: EventLine | undefined): string {
  const { text = '', unreadable } = line ?? {};
  if (!unreadable) return textContent(text);
  const bytes = Buffer.from(unreadable.base64, 'base64');
  const start = unreadable.isCut ? wholeCharacters(bytes) : bytes;
  const content = isUtf8(start) ? { text: start.toString() } : { base64: unreadable.base64 };
  return members({ ...(unreadable.isCut && { truncated: true }), ...content });
}

function textContent(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length > MAX_EVENT_BYTES) {
    return members({ truncated: true, text: wholeCharacters(bytes.subarray(0, SHOWN_BYTES)).toString() });
  }
  return isJson(text) ? `"event":${text.replaceAll(/[\r\n]+/g, ' ')}` : members({ text });
}

function members(content: object): string {
  return JSON.stringify(content).slice(1, -1);
}

/** The beginning of a UTF-8 text, not cut within a character. */
function wholeCharacters(bytes: Buffer): Buffer {
  const lengths = [0, 1, 2, 3].map((dropped) => bytes.length - dropped);
  return bytes.subarray(
    0,
    lengths.find((length) => isUtf8(bytes.subarray(0, length))),
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** How a record may begin, whatever the order of its members: other lines need not be looked at. */
const RECORD_START = /^\s*\{\s*"(?:file|line|element|problems|event|truncated|text|base64)"\s*:/;

/**
 * The event in a line of a rejects file, with the place that it had in its input; any other line as it is. What was
 * rejected may itself have been a line of a rejects file that is not JSON.
 */
export function mendedEvent(line: EventLine): EventLine {
  const record = RECORD_START.test(line.text) ? readRecord(line.text) : undefined;
  if (!record) return line;
  const place = placeOf(record, line);
  if (record.event !== undefined) return { ...place, text: memberText(line.text, 'event')! };
  if (record.truncated) return { ...place, text: '', unreadable: { ...unreadableOf(record), message: ONLY_BEGINNING } };
  if (record.text !== undefined) return mendedEvent({ ...place, text: record.text });
  const bytes = Buffer.from(record.base64 ?? '', 'base64');
  return isUtf8(bytes)
    ? { ...place, text: bytes.toString() }
    : { ...place, text: '', unreadable: unreadableOf(record) };
}

/** Where the event was; where the record does not say, where that is. */
function placeOf({ file, line: number, element }: RejectRecord, line: EventLine): Omit<EventLine, 'text'> {
  if (typeof file !== 'string' || !Number.isSafeInteger(number)) return { ...line, kind: 'line' };
  return { kind: 'line', file, line: number!, ...(Number.isSafeInteger(element) && { element: element! }) };
}

const ONLY_BEGINNING =
  'is only the beginning of the event; give the whole of it as "event", from the input that it came from';

function unreadableOf({ problems, truncated, text, base64 }: RejectRecord): UnreadableBytes {
  const message = String(problems[0]?.message ?? 'must be UTF-8');
  return { message, base64: base64 ?? Buffer.from(text ?? '').toString('base64'), isCut: truncated === true };
}

/** A record by its members; an event has a type. */
function readRecord(text: string): RejectRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { type, problems, event, text: content, base64, ...rest } = value as RejectRecord & { readonly type?: unknown };
  if (type !== undefined || !Array.isArray(problems)) return undefined;
  const record = { ...rest, problems, ...contentMembers({ event, text: content, base64 }) };
  return 'event' in record || 'text' in record || 'base64' in record ? record : undefined;
}

/** A file can say anything in these places. */
function contentMembers({ event, text, base64 }: Record<'event' | 'text' | 'base64', unknown>): Partial<RejectRecord> {
  return {
    ...(event !== undefined && { event }),
    ...(typeof text === 'string' && { text }),
    ...(typeof base64 === 'string' && { base64 }),
  };
}
