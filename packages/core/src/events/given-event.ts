import { type EventLine, isEventLine } from './event-line.js';
import type { EventProblem } from './event-problem.js';
import { shownValue } from './shown-value.js';
import { pointerStep } from './unholdable.js';

/** An event as it is given: its JSON text, a line of an input, or something that is no text and never will be. */
export type GivenEvent = string | EventLine | RefusedEvent;

/** Something given as an event that cannot be the text of one. */
interface RefusedEvent {
  readonly kind: 'refused';
  readonly problems: readonly EventProblem[];
  /** The line of an input that it is. */
  readonly from?: EventLine;
}

/**
 * Reads what is given as an event: an object becomes its JSON text. Objects may do anything when they are looked at;
 * nothing of it is thrown.
 *
 * @example
 * readGiven({ id: 'e1' }); // '{"id":"e1"}'
 * readGiven(12n);          // { kind: 'refused', problems: [{ pointer: '', message: 'must be … BigInt' }] }
 */
export function readGiven(event: unknown): GivenEvent {
  try {
    if (typeof event === 'string') return event.isWellFormed() ? event : refused(LONE_SURROGATE);
    if (event instanceof Uint8Array)
      return refused('must be an object or its JSON text; it is bytes, to be decoded first');
    if (isEventLine(event)) return readLine(event);
    return textOf(event);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : 'it cannot be read';
    return refused(`must be an object that can be written as JSON: ${reason}`);
  }
}

const LONE_SURROGATE = 'must be a text of whole characters; it has a lone surrogate';

function readLine(line: EventLine): EventLine | RefusedEvent {
  if (!line.unreadable && line.text.isWellFormed()) return line;
  return { ...refused(line.unreadable?.message ?? LONE_SURROGATE), from: line };
}

/** The line of an input that a given event is. */
export function lineOfGiven(event: GivenEvent): EventLine | undefined {
  if (typeof event === 'string') return undefined;
  return event.kind === 'line' ? event : event.from;
}

/** How many characters a given event takes. */
export function lengthOf(event: GivenEvent): number {
  if (typeof event === 'string') return event.length;
  return event.kind === 'line' ? event.text.length : (event.from?.unreadable?.base64.length ?? 0);
}

function textOf(event: unknown): string | RefusedEvent {
  const text: string | undefined = JSON.stringify(event);
  if (text === undefined) return refused(`must be an object or its JSON text; it is ${kindOf(event)}`);
  const problems = text.includes('null') ? nonFiniteProblems(event) : [];
  return problems.length > 0 ? { kind: 'refused', problems } : text;
}

function kindOf(event: unknown): string {
  if (event === undefined) return 'undefined';
  return typeof event === 'object' ? 'an object that writes itself as nothing' : `of the kind ${typeof event}`;
}

/** JSON has no word for these: they would become null, which is as absent. */
function nonFiniteProblems(event: unknown): EventProblem[] {
  const problems: EventProblem[] = [];
  const pointers = new Map<unknown, string>();
  JSON.stringify(event, function (this: unknown, name: string, value: unknown) {
    const holder = pointers.get(this);
    const pointer = holder === undefined ? '' : `${holder}/${pointerStep(name)}`;
    if (typeof value === 'object') pointers.set(value, pointer);
    if (typeof value === 'number' && !Number.isFinite(value)) {
      problems.push({ pointer, message: `must be a number within the range of a double; it is ${shownValue(value)}` });
    }
    return value;
  });
  return problems;
}

function refused(message: string): RefusedEvent {
  return { kind: 'refused', problems: [{ pointer: '', message }] };
}
