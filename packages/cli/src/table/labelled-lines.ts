import { textWidth } from './text-width.js';

/**
 * Labels with what belongs to each, a line each, in two columns.
 *
 * @example labelledLines([['id', 'retention'], ['period', 'yes']]) // 'id      retention\nperiod  yes\n'
 */
export function labelledLines(
  lines: readonly (readonly [label: string, text: string])[],
  { align = 'left' }: { readonly align?: 'left' | 'right' } = {},
): string {
  const labelWidth = Math.max(...lines.map(([label]) => textWidth(label)));
  const width = Math.max(...lines.map(([, text]) => textWidth(text)));
  const gapBefore = (text: string) => (align === 'right' ? ' '.repeat(width - textWidth(text)) : '');
  return lines
    .map(([label, text]) => `${label}${' '.repeat(labelWidth - textWidth(label))}  ${gapBefore(text)}${text}\n`)
    .join('');
}
