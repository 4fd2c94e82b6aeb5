import { type EventProblem, MOST_PROBLEMS } from './event-problem.js';
import { shownValue } from './shown-value.js';

/** A name as it stands in a JSON Pointer. */
export function pointerStep(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** A number beyond the range of a double has one of these: an exponent of three digits, or many digits. */
const MAY_BE_TOO_LARGE = [/[eE]\+?\d{3}/, /\d{200}/];

/**
 * The places of a JSON value that not every store can hold: text with U+0000 or a lone surrogate (in a value or in a
 * member's name) and numbers beyond the range of a double.
 *
 * @param json the text that the value was read from
 */
export function unholdableProblems(root: unknown, json: string): EventProblem[] {
  return mayBeUnholdable(json) ? problemsWithin(root) : [];
}

/** Nearly no text is: a look at the text takes a tenth of the time that a walk over its value does. */
function mayBeUnholdable(json: string): boolean {
  return json.includes('\\u') || !json.isWellFormed() || MAY_BE_TOO_LARGE.some((pattern) => pattern.test(json));
}

/** Walks with a stack of its own, so depth costs nothing. */
function problemsWithin(root: unknown): EventProblem[] {
  const problems: EventProblem[] = [];
  const stack: [pointer: string, value: unknown][] = [['', root]];
  for (let next = stack.pop(); next && problems.length < MOST_PROBLEMS; next = stack.pop()) {
    const [pointer, value] = next;
    const message = typeof value === 'object' && value !== null ? undefined : unholdable(value);
    if (message) problems.push({ pointer, message });
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, member] of membersOf(value)) {
      if (typeof name === 'string' && !isHoldable(name)) {
        problems.push({ pointer, message: `must not have a member named ${shownValue(name)}` });
      }
      if (typeof member === 'string' ? !isHoldable(member) : mayHoldMore(member)) {
        stack.push([`${pointer}/${pointerStep(String(name))}`, member]);
      }
    }
  }
  return problems;
}

function membersOf(value: object): Iterable<[string | number, unknown]> {
  return Array.isArray(value) ? value.entries() : Object.entries(value);
}

function mayHoldMore(value: unknown): boolean {
  return (typeof value === 'object' && value !== null) || (typeof value === 'number' && !Number.isFinite(value));
}

function unholdable(value: unknown): string | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) return 'must be a number within the range of a double';
  if (typeof value === 'string' && !isHoldable(value)) return 'must not contain U+0000 or a lone surrogate';
  return undefined;
}

function isHoldable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
