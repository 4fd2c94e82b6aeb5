import type { Answer, Dashboard, Row } from '@lms-analytics/core';
import { periodText } from '../output/write-answer.js';
import { drawTable } from '../table/draw-table.js';
import { drawRows, readableColumns } from '../table/render-table.js';
import { kpiColumns } from './kpi-columns.js';
import { lowestToHighest, sparklines, valuesPerBar } from './sparklines.js';

/** More bars do not say more. */
const MAX_BARS = 60;
const MIN_BARS = 10;
/** What stands beside the bars: the name of a metric, and its lowest and highest value. */
const BESIDE_BARS = 38;
const MAX_COURSES = 20;

/** The dashboard as a person reads it: figures beside those of the period before, days as small charts, courses. */
export function renderDashboard({ kpis, series, courses }: Dashboard, width: number): string {
  return [
    `${periodText(kpis.period!)}\n`,
    drawTable(kpiColumns(kpis), width),
    seriesText(series, width),
    coursesText(courses, width),
  ].join('\n');
}

function seriesText(series: Answer, width: number): string {
  const bars = Math.min(MAX_BARS, Math.max(MIN_BARS, width - BESIDE_BARS));
  const days = valuesPerBar(series.rows.length, bars);
  const title = days === 1 ? 'Day by day' : `Day by day, ${days} days a bar`;
  return `${title}\n\n${sparklines(series, { bars, note: lowestToHighest })}`;
}

/** The courses that most learners are active in; a dashboard is no place for thousands. */
function coursesText({ columns, rows }: Answer, width: number): string {
  if (rows.length === 0)
    return 'No course had anything to count in this period; --last all asks for all that is stored.\n';
  const active = (row: Row) => Number(row['active_learners'] ?? 0);
  const shown = rows.toSorted((a, b) => active(b) - active(a)).slice(0, MAX_COURSES);
  const more = rows.length - shown.length;
  const note = more === 0 ? '' : `\n… and ${more} more; lms-analytics report course-performance has all.\n`;
  return drawRows(shown, readableColumns(columns), width) + note;
}
