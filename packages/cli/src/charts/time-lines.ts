import type { AnswerStream, Column, Row } from '@lms-analytics/core';
import { formatCell } from '../table/format-cell.js';
import { paragraph } from '../table/labelled-lines.js';
import { readableColumns } from '../table/render-table.js';
import { firstLines, widestOf, wrapText } from '../table/text-width.js';
import type { Canvas } from './canvas.js';
import {
  drawLines,
  firstToLast,
  type Line,
  lowestToHighest,
  numberOf,
  type Values,
  valuesPerBar,
} from './sparklines.js';

/** More bars do not say more. */
const MOST_BARS = 60;
const LEAST_BARS = 10;
const MOST_LABEL_WIDTH = 28;
const GAP = 2;
/** More lines than that nobody compares. */
const MOST_SERIES = 10;
/** Two values are seen in the table. */
const LEAST_BUCKETS = 3;
const PREVIOUS = /_previous$/;

/** The rows of one combination of dimensions. */
interface Series {
  readonly name: string;
  readonly rows: Row[];
}

/** Whether the rows of an answer are buckets of time. */
export function isInTime({ columns }: Pick<AnswerStream, 'columns'>): boolean {
  return columns.some(({ id, kind }) => id === 'time' && kind === 'dimension');
}

/**
 * Small charts of an answer in time: a line a metric, or where it is broken down, for each metric a line for each of the
 * first combinations of dimensions. Only the rows of these are kept.
 */
export class TimeLines {
  readonly #dimensions: readonly Column[];
  readonly #metrics: readonly Column[];
  readonly #series = new Map<string, Series>();
  #hasMore = false;

  constructor(columns: readonly Column[]) {
    this.#dimensions = columns.filter(({ id, kind }) => kind === 'dimension' && id !== 'time');
    this.#metrics = readableColumns(columns).filter(({ kind }) => kind === 'metric');
  }

  /** Gives batches on as they are, and takes what it needs of them. */
  async *passing(batches: AnswerStream['batches']): AsyncGenerator<readonly Row[]> {
    for await (const batch of batches) {
      for (const row of batch) this.#take(row);
      yield batch;
    }
  }

  /** The charts of what has passed; undefined of fewer buckets than make a line. */
  draw(canvas: Canvas): string | undefined {
    const series = [...this.#series.values()].map(({ name, rows }) => ({ name, rows: inOrder(rows) }));
    const buckets = Math.max(0, ...series.map(({ rows }) => rows.length));
    if (buckets < LEAST_BUCKETS || this.#metrics.length === 0) return undefined;
    const groups = this.#groupsOf(series);
    const room = roomFor(
      groups.flatMap(({ lines }) => lines),
      canvas.width,
    );
    const options = { ...room, note, paint: canvas.paint };
    return [
      paragraph(titleText(valuesPerBar(buckets, room.bars)), canvas.width),
      ...groups.map(({ heading, lines }) => (heading === '' ? '' : `${heading}\n`) + drawLines(lines, options)),
      ...(this.#hasMore ? [paragraph(moreText(), canvas.width)] : []),
    ].join('\n');
  }

  #take(row: Row): void {
    const key = JSON.stringify(this.#dimensions.map(({ id }) => row[id]));
    const known = this.#series.get(key);
    if (known) known.rows.push(row);
    else if (this.#series.size < MOST_SERIES) this.#series.set(key, { name: this.#nameOf(row), rows: [row] });
    else this.#hasMore = true;
  }

  #nameOf(row: Row): string {
    return this.#dimensions.map((dimension) => formatCell(row[dimension.id], dimension)).join(', ');
  }

  #groupsOf(series: readonly Series[]): { readonly heading: string; readonly lines: readonly Line[] }[] {
    if (this.#dimensions.length === 0) {
      const lines = this.#metrics.map((metric) => lineOf(metric, metric.title, series[0]!.rows));
      return [{ heading: '', lines }];
    }
    return this.#metrics.map((metric) => ({
      heading: metric.title,
      lines: series.map(({ name, rows }) => lineOf(metric, name, rows)),
    }));
  }
}

/** A metric and the same of the period before have one scale. */
function lineOf(column: Column, name: string, rows: readonly Row[]): Line {
  const [label = ''] = firstLines(wrapText(name, MOST_LABEL_WIDTH), { most: 1, width: MOST_LABEL_WIDTH });
  const id = column.id.replace(PREVIOUS, '');
  const both = rows.flatMap((row) => [row[id], row[`${id}_previous`]]).map(numberOf);
  const highest = both.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
  return { label, column, values: rows.map((row) => numberOf(row[column.id])), highest };
}

/** Rows may have been asked for in another order. */
function inOrder(rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => Date.parse(String(a['time'])) - Date.parse(String(b['time'])));
}

/** As many bars as fit beside labels and notes; where these leave too few, they stand above and below. */
function roomFor(lines: readonly Line[], width: number): { readonly bars: number; readonly isStacked: boolean } {
  const labels = widestOf(lines.map(({ label }) => label));
  const notes = widestOf(lines.map(({ values, column }) => note(values, column)));
  const left = width - labels - notes - 2 * GAP;
  const isStacked = left < LEAST_BARS;
  return { bars: Math.max(1, Math.min(MOST_BARS, isStacked ? width : left)), isStacked };
}

function note(values: Values, column: Column): string {
  const [ends, range] = [firstToLast(values, column), lowestToHighest(values, column)];
  return ends === range ? ends : `${ends} (${range})`; // both say so where no value is known
}

function titleText(rowsPerBar: number): string {
  const bar = rowsPerBar === 1 ? '' : `; a bar is the average of ${rowsPerBar}`;
  return `Over time, from 0 to the highest of each line: first → last (lowest to highest)${bar}`;
}

function moreText(): string {
  return `These are the first ${MOST_SERIES} of the table; --where picks others.`;
}
