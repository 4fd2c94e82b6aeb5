import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** Characters of one column each, most texts of ours: measured so, they take a fiftieth of the time of string-width. */
const NARROW =
  /^[ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0377\u0384-\u0482\u048a-\u052f\u2010-\u2027\u2190-\u2193\u2500-\u259f]*$/;
const ELLIPSIS = '…';

/** How many columns of a terminal a text takes; its colours take none. */
export function textWidth(text: string): number {
  return NARROW.test(text) ? text.length : stringWidth(text);
}

/**
 * Breaks a text into lines between its words; a word that is too long for a line is broken where the line ends.
 *
 * @example wrapText('Average final score', 10) // ['Average', 'final', 'score']
 */
export function wrapText(text: string, width: number): string[] {
  return textWidth(text) <= width ? [text] : wrapAnsi(text, width, { hard: true }).split('\n');
}

/**
 * The first lines of a text, with an ellipsis where there are more.
 *
 * @example firstLines(['Average', 'final', 'score'], { most: 2, width: 7 }) // ['Average', 'final…']
 */
export function firstLines(
  lines: readonly string[],
  { most, width }: { readonly most: number; readonly width: number },
): readonly string[] {
  if (lines.length <= most) return lines;
  const kept = lines.slice(0, most);
  const [last = ''] = wrapText(kept.at(-1)!, Math.max(1, width - 1));
  return [...kept.slice(0, -1), last + ELLIPSIS];
}

/** A text with blanks up to a width, after it or before it. */
export function padText(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, width - textWidth(text)));
  return align === 'left' ? text + blanks : blanks + text;
}

/** The width of the widest of some texts. */
export function widestOf(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, textWidth(text)), 0);
}
