import { padText, widestOf, wrapText } from './text-width.js';

const GAP = 2;
/** A text is broken into lines of at least this width, however narrow the terminal is. */
const LEAST_WIDTH = 20;

/** How labelled lines are laid out. */
export interface LineLayout {
  readonly align?: 'left' | 'right';
  /** Columns of the terminal; texts are broken to fit. Infinity where nothing has to fit. */
  readonly width?: number;
}

/**
 * Labels with what belongs to each, a line or more each, in two columns.
 *
 * @example labelledLines([['id', 'retention'], ['period', 'yes']]) // 'id      retention\nperiod  yes\n'
 */
export function labelledLines(
  lines: readonly (readonly [label: string, text: string])[],
  { align = 'left', width = Number.POSITIVE_INFINITY }: LineLayout = {},
): string {
  const labelWidth = widestOf(lines.map(([label]) => label)) + GAP;
  const texts = lines.map(([, text]) => wrapText(text, Math.max(LEAST_WIDTH, width - labelWidth)));
  const textColumn = align === 'right' ? widestOf(texts.flat()) : 0;
  return lines
    .flatMap(([label], place) => texts[place]!.map((text, line) => [line === 0 ? label : '', text] as const))
    .map(([label, text]) => `${padText(label, labelWidth)}${padText(text, textColumn, 'right')}\n`)
    .join('');
}

/** A paragraph for a terminal of this width. */
export function paragraph(text: string, width: number): string {
  return `${wrapText(text, Math.max(LEAST_WIDTH, width)).join('\n')}\n`;
}
