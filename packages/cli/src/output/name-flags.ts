import { flagName } from './flag-name.js';
import type { CommandWords } from './improve-message.js';

/** A problem of a question, as the library gives it. */
interface Problem {
  readonly pointer: string;
  readonly message: string;
  readonly unknown?: readonly string[];
  readonly known?: readonly string[];
}

/**
 * Names the members of a question by the flags that gave them: `/orderBy/0` is `--order-by`. Those that the command has
 * no flag for came from a file, and stay as they are.
 */
export function nameFlags(
  error: Error & { readonly details?: Readonly<Record<string, unknown>> },
  words: CommandWords,
): void {
  const { problems, parameter, column_to_order_by: column } = error.details ?? {};
  if (Array.isArray(problems)) error.message = problems.map((problem) => problemText(problem, words)).join('; ');
  const given = typeof parameter === 'string' ? wordOf(parameter, words) : undefined;
  if (given !== undefined && error.message.startsWith(`${parameter} `)) {
    error.message = given + error.message.slice(String(parameter).length);
  }
  if (typeof column === 'string' && /:\w+$/.test(column)) error.message += '; a direction is :asc or :desc';
}

function problemText({ pointer, message, unknown, known = [] }: Problem, words: CommandWords): string {
  const flags = unknown?.map((member) => wordOf(member, words));
  if (flags?.every((flag) => flag !== undefined)) {
    const all = known.map((member) => wordOf(member, words)).filter((flag) => flag?.startsWith('--'));
    return `${flags.join(', ')} is not for this question; it has ${all.join(', ')}`;
  }
  const [, member = ''] = pointer.split('/');
  return `${wordOf(member, words) ?? (pointer || 'the question')} ${message}`;
}

/** The flag or the argument that gives a member of a question; undefined where the command has neither. */
function wordOf(member: string, { flags, args }: CommandWords): string | undefined {
  const flag = flagName(member);
  if (flags.includes(flag)) return `--${flag}`;
  return args.includes(member) ? member.toUpperCase() : undefined;
}
