import type { Answer, Column, Dashboard, Row } from '@lms-analytics/core';
import { barColumn } from '../charts/bars.js';
import type { Canvas } from '../charts/canvas.js';
import { numberOf } from '../charts/sparklines.js';
import { periodText } from '../output/period-text.js';
import { drawTable } from '../table/draw-table.js';
import { paragraph } from '../table/labelled-lines.js';
import { readableColumns, tableColumns } from '../table/render-table.js';
import type { TableColumn } from '../table/table-column.js';
import { padText, widestOf } from '../table/text-width.js';
import { drawDayCharts, drawDayLines } from './day-charts.js';
import { kpiColumns } from './kpi-columns.js';

/** From this width on, days stand beside the figures. */
const WIDE = 120;
const GAP = 4;
const MOST_COURSES = 20;
/** The note below courses of which not all are shown. */
const NOTE_LINES = 1;
const RANKED_BY = 'active_learners';

/** Where a dashboard is drawn. */
export interface DashboardCanvas extends Canvas {
  /** Lines; Infinity where nothing has to fit. */
  readonly height: number;
}

/** The dashboard as a person reads it: figures beside those of the period before, days as small charts, courses. */
export function renderDashboard({ kpis, series, courses }: Dashboard, canvas: DashboardCanvas): string {
  const figures = drawTable(kpiColumns(kpis), canvas.width);
  const isWide = canvas.width >= WIDE && Number.isFinite(canvas.width);
  const top = [
    paragraph(periodText({ ...kpis, period: kpis.period! }), canvas.width),
    ...(isWide ? [besideFigures(figures, series, canvas)] : [figures, drawDayLines(series, canvas)]),
  ].join('\n');
  return `${top}\n${drawCourses(courses, { ...canvas, height: canvas.height - linesOf(top).length - 1 })}`;
}

function besideFigures(figures: string, series: Answer, canvas: Canvas): string {
  const left = linesOf(figures);
  const leftWidth = widestOf(left) + GAP;
  const right = drawDayCharts(series, { ...canvas, width: canvas.width - leftWidth }, left.length);
  const lines = left.map((line, place) => `${padText(line, leftWidth)}${right[place] ?? ''}`.trimEnd());
  return `${lines.join('\n')}\n`;
}

/** The courses that most learners are active in; a dashboard is no place for thousands. */
function drawCourses({ columns, rows }: Answer, canvas: DashboardCanvas): string {
  if (rows.length === 0)
    return paragraph(
      'No course had anything to count in this period; --last all asks for all that is stored.',
      canvas.width,
    );
  const ranked = rows.toSorted((a, b) => activeIn(b) - activeIn(a));
  const draw = (count: number) =>
    drawTable(courseColumns(ranked.slice(0, count), columns, canvas), canvas.width) +
    moreText(rows.length - count, canvas);
  const count = Math.min(MOST_COURSES, rows.length);
  const tooMany = linesOf(draw(count)).length - canvas.height;
  const note = count === rows.length ? NOTE_LINES : 0; // else it is among the lines already
  return draw(tooMany <= 0 ? count : Math.max(1, count - tooMany - note));
}

/** The columns of the answer, bars beside that by which the courses are ranked. */
function courseColumns(rows: readonly Row[], columns: readonly Column[], { paint }: Canvas): TableColumn[] {
  const most = activeIn(rows[0]!);
  const bars = barColumn(
    rows.map((row) => (most === 0 ? null : activeIn(row) / most)),
    paint,
  );
  const shown = readableColumns(columns);
  const place = shown.findIndex(({ id }) => id === RANKED_BY) + 1;
  return [...tableColumns(rows, shown.slice(0, place)), bars, ...tableColumns(rows, shown.slice(place))];
}

function activeIn(row: Row): number {
  return numberOf(row[RANKED_BY]) ?? 0;
}

function moreText(more: number, { width }: Canvas): string {
  return more === 0 ? '' : paragraph(`… and ${more} more; lms-analytics report course-performance has all.`, width);
}

function linesOf(text: string): string[] {
  return text.replace(/\n$/, '').split('\n');
}
