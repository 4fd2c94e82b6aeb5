import { escapeUnseen } from '@lms-analytics/core/events';

/** All but tabs and the ends of lines, which a form such as CSV has of its own. */
const WITHIN_LINES = /(?:[^\t\r\n]|\r(?!\n))+/g;

/**
 * Text for a terminal: what would act on it, or not be seen, is escaped. To files and programs the bytes go as they are.
 *
 * @example for await (const part of seen(parts)) process.stdout.write(part); // 'a\u001b[2J,1\r\n' is 'a\\u{1b}[2J,1\r\n'
 */
export async function* seen(parts: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const part of parts) yield part.replace(WITHIN_LINES, escapeUnseen);
}
