/** A word, quoted parts and all. */
const WORD = /(?:'[^']*'|"[^"]*"|[^\s'"])+/g;
/** Of the lines after the first, and what ends those before the last. */
const INDENT = 2;
const CONTINUED = ' \\'.length;

/**
 * Breaks a command line between its words, never within quotes nor between a flag and its value; a part that is longer
 * than a line stays whole.
 *
 * @returns lines to be joined by a backslash and a line break
 * @example breakCommand("$ echo '{\"a\": 1}' | lms-analytics ask -", 24) // ["$ echo '{\"a\": 1}'", '| lms-analytics ask -']
 */
export function breakCommand(command: string, width: number): string[] {
  const lines: string[] = [];
  for (const part of partsOf(command)) {
    const room = width - (lines.length > 1 ? INDENT : 0) - CONTINUED;
    const longer = `${lines.at(-1)} ${part}`;
    if (lines.length > 0 && longer.length <= room) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines;
}

/** What is not to be broken: a word, a flag with its value, an operator with the word after it. */
function partsOf(command: string): string[] {
  const parts: string[] = [];
  for (const word of command.match(WORD) ?? []) {
    const before = parts.at(-1);
    const belongs =
      before === '$' || before === '|' || (before?.startsWith('--') && !/[ =]/.test(before) && /^[^-|]/.test(word));
    if (belongs) parts[parts.length - 1] = `${before} ${word}`;
    else parts.push(word);
  }
  return parts;
}
