import type { EventProblem } from './event-problem.js';

const MOST_PROBLEMS = 20;

/**
 * The places of a JSON value that not every store can hold: text with U+0000 or a lone surrogate (in a value or in a
 * member's name) and numbers beyond the range of a double. Walks with a stack of its own, so depth costs nothing.
 */
export function unholdableProblems(root: unknown): EventProblem[] {
  const problems: EventProblem[] = [];
  const stack: [pointer: string, value: unknown][] = [['', root]];
  for (let next = stack.pop(); next && problems.length < MOST_PROBLEMS; next = stack.pop()) {
    const [pointer, value] = next;
    const message = typeof value === 'object' && value !== null ? undefined : unholdable(value);
    if (message) problems.push({ pointer, message });
    if (typeof value !== 'object' || value === null) continue;
    for (const name of Object.keys(value)) {
      const member = (value as Record<string, unknown>)[name];
      if (!isHoldable(name))
        problems.push({ pointer, message: `must not have a member named ${JSON.stringify(name)}` });
      if (typeof member === 'string' ? !isHoldable(member) : mayHoldMore(member)) {
        stack.push([`${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, member]);
      }
    }
  }
  return problems;
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
