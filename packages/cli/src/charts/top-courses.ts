import type { Answer } from '@lms-analytics/core';
import { keyColumn, numberColumn } from '../table/column-kinds.js';
import { drawTable } from '../table/draw-table.js';
import { formatCell } from '../table/format-cell.js';
import { readableColumns } from '../table/render-table.js';
import { barColumn } from './bars.js';
import type { Canvas } from './canvas.js';
import { numberOf } from './sparklines.js';

/** What a full bar stands for, of values that are parts of a whole. */
const WHOLES: Readonly<Partial<Record<string, number>>> = { ratio: 1, percent: 100 };

/** Courses with bars; of a share of a whole a full bar is the whole, else the highest value. */
export function drawTopCourses({ columns, rows }: Answer, { width, paint }: Canvas): string {
  const [course, metric] = readableColumns(columns) as [(typeof columns)[number], (typeof columns)[number]];
  const values = rows.map((row) => numberOf(row[metric.id]));
  const full = Math.max(WHOLES[metric.unit ?? ''] ?? 0, ...values.map(Number));
  const bars = barColumn(
    values.map((value) => (value === null ? null : value / full)),
    paint,
  );
  return drawTable(
    [
      keyColumn(
        course.title,
        rows.map((row) => formatCell(row[course.id], course)),
      ),
      numberColumn(
        metric.title,
        values.map((value) => formatCell(value, metric)),
      ),
      bars,
    ],
    width,
  );
}
