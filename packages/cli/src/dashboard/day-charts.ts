import type { Answer, Column } from '@lms-analytics/core';
import type { Canvas } from '../charts/canvas.js';
import { columnChart } from '../charts/column-chart.js';
import { averages, lowestToHighest, numberOf, sparklines, type Values, valuesPerBar } from '../charts/sparklines.js';

/** More bars do not say more. */
const MOST_BARS = 60;
const LEAST_BARS = 10;
/** What stands beside the bars: the name of a metric, and its lowest and highest value. */
const BESIDE_BARS = 38;
const MOST_COLUMN_WIDTH = 4;

/** The days as a line of bars a metric, below a title. */
export function drawDayLines(series: Answer, { width, paint }: Canvas): string {
  const bars = Math.min(MOST_BARS, Math.max(LEAST_BARS, width - BESIDE_BARS));
  const title = `Day by day${averageText(valuesPerBar(series.rows.length, bars))}`;
  return `${title}\n${sparklines(series, { bars, note: lowestToHighest, paint })}`;
}

/** The days as a chart a metric, each of a title and lines, of so many lines in all. */
export function drawDayCharts({ columns, rows }: Answer, { width, paint }: Canvas, lines: number): string[] {
  const metrics = columns.filter(({ kind }) => kind === 'metric');
  const height = Math.max(1, Math.floor(lines / metrics.length) - 1);
  const perBar = valuesPerBar(rows.length, width);
  const columnWidth = Math.min(MOST_COLUMN_WIDTH, Math.max(1, Math.floor(width / Math.ceil(rows.length / perBar))));
  return metrics.flatMap((metric) => {
    const values = rows.map((row) => numberOf(row[metric.id]));
    const chart = columnChart(averages(values, perBar), { height, columnWidth });
    return [titleOf(metric, values, perBar), ...chart.map((line) => paint('bar', line))];
  });
}

function titleOf(metric: Column, values: Values, perBar: number): string {
  return `${metric.title}, day by day: ${lowestToHighest(values, metric)}${averageText(perBar)}`;
}

function averageText(daysPerBar: number): string {
  return daysPerBar === 1 ? '' : `, ${daysPerBar} days a bar`;
}
