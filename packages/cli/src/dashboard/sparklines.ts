import type { Answer } from '@lms-analytics/core';
import sparkly from 'sparkly';

/** How lines of small charts are drawn. */
export interface SparklineOptions {
  /** The most bars of a line; more values than that are averaged, equally many a bar. */
  readonly bars: number;
  /** What stands behind the bars. */
  readonly note: (values: readonly number[]) => string;
}

/** The first and the last value: `12,444 → 4,960`. */
export function firstToLast(values: readonly number[]): string {
  return `${count(values[0] ?? 0)} → ${count(values.at(-1) ?? 0)}`;
}

/** The lowest and the highest value: `0 to 64`. */
export function lowestToHighest(values: readonly number[]): string {
  return values.length === 0 ? '–' : `${count(Math.min(...values))} to ${count(Math.max(...values))}`;
}

/** Lines of small charts, one a metric, on a line of its own: `Activities  ▃▅▇█  12,444 → 4,960`. */
export function sparklines({ columns, rows }: Answer, { bars, note }: SparklineOptions): string {
  const metrics = columns.filter(({ kind }) => kind === 'metric');
  const width = Math.max(...metrics.map(({ title }) => title.length));
  const size = valuesPerBar(rows.length, bars);
  return metrics
    .map(({ id, title }) => {
      const values = rows.map((row) => Number(row[id]));
      const chart = values.length === 0 ? '' : sparkly(averages(values, size), { minimum: 0 });
      return `${title.padEnd(width)}  ${chart}  ${note(values)}\n`;
    })
    .join('');
}

/** How many values make a bar. */
export function valuesPerBar(values: number, bars: number): number {
  return Math.max(1, Math.ceil(values / bars));
}

function averages(values: readonly number[], size: number): number[] {
  const starts = Array.from({ length: Math.ceil(values.length / size) }, (_, bar) => bar * size);
  return starts.map((start) => {
    const part = values.slice(start, start + size);
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
