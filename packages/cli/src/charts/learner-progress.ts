import type { Answer, Row } from '@lms-analytics/core';
import { keyColumn, numberColumn, textColumn } from '../table/column-kinds.js';
import { drawTable } from '../table/draw-table.js';
import { formatCell } from '../table/format-cell.js';
import { barColumn } from './bars.js';
import type { Canvas } from './canvas.js';
import { numberOf } from './sparklines.js';

const DATE_LENGTH = 10;

/** A line a course: a bar of the modules that are done, the scores, when it began, ended and was last worked at. */
export function drawLearnerProgress({ rows }: Answer, { width, paint }: Canvas): string {
  const cells = (id: string, unit?: 'count' | 'percent' | 'ratio') =>
    rows.map((row) => formatCell(row[id], unit === undefined ? {} : { unit }));
  const days = (id: string) => rows.map((row) => formatCell(row[id], { type: 'instant' }).slice(0, DATE_LENGTH));
  return drawTable(
    [
      keyColumn('Course', cells('course')),
      textColumn('State', cells('state')),
      numberColumn('Modules', rows.map(modulesText)),
      barColumn(
        rows.map((row) => numberOf(row['progress'])),
        paint,
      ),
      numberColumn('Last active (UTC)', days('last_activity_at')),
      numberColumn('Attempts', cells('attempts_completed', 'count')),
      numberColumn('Average score', cells('average_score', 'percent')),
      numberColumn('Best score', cells('best_score', 'percent')),
      numberColumn('Enrolled (UTC)', days('enrolled_at')),
      numberColumn('Days since', cells('days_since_enrollment', 'count')),
      numberColumn('Completed (UTC)', days('completed_at')),
    ],
    width,
  );
}

function modulesText(row: Row): string {
  if (row['progress'] === null) return formatCell(null, {});
  return `${row['progress_numerator']} of ${row['progress_denominator']}`;
}
