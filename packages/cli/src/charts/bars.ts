import type { Paint } from '../output/paint.js';
import type { DrawnColumn } from '../table/table-column.js';

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
const LEAST_WIDTH = 5;
const MOST_WIDTH = 40;

/**
 * A bar as long as a share of a width, to an eighth of a character; what is more than nothing is seen.
 *
 * @param share 0 to 1; more is drawn as 1, less and none as nothing
 * @example bar(0.5, 5) // '██▌'
 */
export function bar(share: number | null, width: number): string {
  if (share === null || !(share > 0)) return '';
  const eighths = Math.max(1, Math.round(Math.min(1, share) * width * 8));
  return '█'.repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
}

/** A column of bars, for the width that the others leave. */
export function barColumn(shares: readonly (number | null)[], paint: Paint): DrawnColumn {
  return {
    header: '',
    least: LEAST_WIDTH,
    most: MOST_WIDTH,
    draw: (width) => shares.map((share) => paint('bar', bar(share, width))),
  };
}
