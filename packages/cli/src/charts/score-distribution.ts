import type { Answer, Row } from '@lms-analytics/core';
import { keyColumn, numberColumn } from '../table/column-kinds.js';
import { drawTable } from '../table/draw-table.js';
import { formatCell } from '../table/format-cell.js';
import { barColumn } from './bars.js';
import type { Canvas } from './canvas.js';

const count = (value: number) => formatCell(value, { unit: 'count' });

/** A histogram: a line a bin, the attempts in it, their share, a bar that is longest where most are. */
export function drawScoreDistribution({ rows }: Answer, { width, paint }: Canvas): string {
  const attempts = rows.map((row) => Number(row['attempts']));
  const total = attempts.reduce((sum, value) => sum + value, 0);
  const most = Math.max(...attempts);
  const shareOf = (value: number) => formatCell(total === 0 ? null : value / total, { unit: 'ratio' });
  const table = drawTable(
    [
      keyColumn('Score', binNames(rows)),
      numberColumn('Attempts', attempts.map(count)),
      numberColumn('Share', attempts.map(shareOf)),
      barColumn(
        attempts.map((value) => (most === 0 ? null : value / most)),
        paint,
      ),
    ],
    width,
  );
  return `${table}\n${total === 0 ? 'No attempt of this period has a score.' : `${count(total)} attempts`}\n`;
}

/** The first bin takes what is below 0, the last one 100 and above. */
function binNames(rows: readonly Row[]): string[] {
  if (rows.length === 1) return ['any'];
  return rows.map(({ from, to }, place) => {
    const [low, high] = [from, to].map((edge) => `${formatCell(edge, {})}%`);
    if (place === rows.length - 1) return `${low} and above`;
    return place === 0 ? `below ${high}` : `${low} to below ${high}`;
  });
}
