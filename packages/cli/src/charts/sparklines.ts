import type { Answer, Column } from '@lms-analytics/core';
import sparkly from 'sparkly';
import { type Paint, plainPaint } from '../output/paint.js';
import { formatCell } from '../table/format-cell.js';
import { padText, widestOf } from '../table/text-width.js';

const NONE = formatCell(null, {});

/** Values in the order of time; null where there is none. */
export type Values = readonly (number | null)[];

/** A small chart of one line, with what it is of. */
export interface Line {
  readonly label: string;
  readonly column: Column;
  readonly values: Values;
  /** What the highest bar stands for; the highest value where absent. */
  readonly highest?: number | undefined;
}

/** How lines of small charts are drawn. */
export interface SparklineOptions {
  /** The most bars of a line; more values than that are averaged, equally many a bar. */
  readonly bars: number;
  /** What stands behind the bars. */
  readonly note: (values: Values, column: Column) => string;
  /** Whether label, bars and note each have a line to themselves, where they do not fit beside each other. */
  readonly isStacked?: boolean;
  readonly paint?: Paint;
}

/** The first and the last value that are known: `12,444 → 4,960`. */
export function firstToLast(values: Values, column: Column): string {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? NONE : `${formatCell(known[0], column)} → ${formatCell(known.at(-1), column)}`;
}

/** The lowest and the highest value: `0 to 64`. */
export function lowestToHighest(values: Values, column: Column): string {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return NONE;
  const [lowest, highest] = [Math.min, Math.max].map((end) => known.reduce((most, value) => end(most, value)));
  return `${formatCell(lowest, column)} to ${formatCell(highest, column)}`;
}

/** Lines of small charts, one a metric: `Activities  ▃▅▇█  12,444 → 4,960`. Bars begin at 0. */
export function sparklines({ columns, rows }: Answer, options: SparklineOptions): string {
  const metrics = columns.filter(({ kind }) => kind === 'metric');
  return drawLines(
    metrics.map((column) => ({ label: column.title, column, values: rows.map((row) => numberOf(row[column.id])) })),
    options,
  );
}

/** Lines of small charts below each other. Bars begin at 0; a value that there is not is a gap. */
export function drawLines(lines: readonly Line[], options: SparklineOptions): string {
  const { bars, note, isStacked = false, paint = plainPaint } = options;
  const labels = lines.map(({ label }) => label);
  const charts = lines.map(({ values, highest }) =>
    chart(averages(values, valuesPerBar(values.length, bars)), highest),
  );
  const fill = (texts: readonly string[]) => texts.map((text) => (isStacked ? text : padText(text, widestOf(texts))));
  const [names, drawn] = [fill(labels), fill(charts)];
  return lines
    .map(({ values, column }, place) => [names[place]!, paint('bar', drawn[place]!), note(values, column)])
    .map((parts) => `${parts.join(isStacked ? '\n' : '  ')}\n`)
    .join('');
}

/** A value of a row that is a number; null where it is none. */
export function numberOf(value: string | number | null | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

/** How many values make a bar. */
export function valuesPerBar(values: number, bars: number): number {
  return Math.max(1, Math.ceil(values / bars));
}

function chart(values: Values, highest: number | undefined): string {
  const numbers = values.map((value) => value ?? Number.NaN); // sparkly leaves a blank for what is no number
  return sparkly(numbers, { minimum: 0, ...(highest !== undefined && { maximum: highest }) });
}

/** The averages of values, so many each; those that are known. */
export function averages(values: Values, size: number): Values {
  const starts = Array.from({ length: Math.ceil(values.length / size) }, (_, place) => place * size);
  return starts.map((start) => average(values.slice(start, start + size)));
}

function average(values: Values): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
