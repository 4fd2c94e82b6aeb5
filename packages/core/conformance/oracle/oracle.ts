import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Question } from '../question.js';
import { admit, type PlainEvent } from './admit.js';
import { compareTexts } from './code-points.js';
import { withCourse } from './dimensions.js';
import type { Fraction } from './exact.js';
import type { AttemptChoice } from './facts.js';
import { figureOf } from './figure.js';
import { type OracleMetric, oracleMetrics } from './metrics.js';
import { orderRows } from './order-rows.js';
import { loadRawEvents } from './raw-events.js';
import { metricStatement } from './statement.js';

/** A flat row of an answer. */
export type Row = Readonly<Record<string, string | number | null>>;

/** A time from and to, in milliseconds; nothing lies in it unless `from` is before `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A bucket of a series: its label and its ends, cut by the period. */
export interface Bucket extends Span {
  readonly label: string;
}

/** A question with its zone arithmetic done: all times are milliseconds, all ends within the clock. */
export interface OracleQuestion
  extends Span,
    Pick<Question, 'metrics' | 'by' | 'where' | 'tenantId' | 'orderBy' | 'limit'> {
  readonly clock: number;
  readonly asOf?: number;
  readonly buckets?: readonly Bucket[];
  /** The whole local days that the period and the previous one meet. */
  readonly days?: readonly Span[];
  readonly attempts?: AttemptChoice['attempts'];
  /** The previous period, and what it has for each bucket. */
  readonly previous?: Span & { readonly buckets?: readonly Span[] };
}

/** A second, simple definition of every metric, over raw events. */
export interface Oracle {
  answer(question: OracleQuestion): Promise<Row[]>;
  close(): void;
}

type Key = readonly (string | null)[];
/** What the facts say of one metric: the numbers of each span and key. */
type Found = ReadonlyMap<string, { readonly key: Key; readonly numbers: Fraction[] }>;

/** Opens an oracle over events in the order in which a store would have received them. */
export async function openOracle(events: Iterable<PlainEvent>): Promise<Oracle> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await loadRawEvents(connection, admit(events).kept);
  return {
    answer: (question) => answer(connection, { ...question, by: withCourse(question.by ?? []) }),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function answer(connection: DuckDBConnection, question: OracleQuestion): Promise<Row[]> {
  const { by = [], metrics, previous } = question;
  const spans = question.buckets ?? [{ label: '', from: question.from, to: question.to }];
  const before = previous === undefined ? [] : (previous.buckets ?? [previous]);
  const found = new Map<string, Found>();
  for (const id of metrics) found.set(id, await find(connection, metricOf(id), question, [...spans, ...before]));
  const keys = by.length === 0 ? [[]] : keysOf(found);
  const rows = spans.flatMap(({ label }, index) =>
    keys.map((key) => ({
      ...(question.buckets ? { time: label } : {}),
      ...Object.fromEntries(by.map((dimension, place) => [dimension, key[place] ?? null])),
      ...metricCells(found, key, index, before.length === 0 ? undefined : spans.length + index),
    })),
  );
  return orderRows(rows, question);
}

/** The cells of each metric in a span, and with it those of the span before. */
function metricCells(found: ReadonlyMap<string, Found>, key: Key, span: number, before: number | undefined): Row {
  const cells: Record<string, Row[string]> = {};
  for (const [id, rows] of found) {
    Object.assign(cells, cellsOf(id, '', rows.get(placeOf(span, key))?.numbers ?? []));
    if (before === undefined) continue;
    Object.assign(cells, cellsOf(id, '_previous', rows.get(placeOf(before, key))?.numbers ?? []));
  }
  return cells;
}

function metricOf(id: string): OracleMetric {
  const metric = oracleMetrics[id];
  if (metric === undefined) throw new Error(`The oracle has no metric ${id}.`);
  return metric;
}

async function find(
  connection: DuckDBConnection,
  metric: OracleMetric,
  question: OracleQuestion,
  spans: readonly Span[],
): Promise<Found> {
  const found = new Map<string, { key: Key; numbers: Fraction[] }>();
  if (spans.length === 0) return found;
  const reader = await connection.runAndReadAll(metricStatement(metric, question, spans));
  for (const [span, n, d, ...values] of reader.getRows()) {
    const key = values.map((value) => (value === null ? null : String(value)));
    const place = placeOf(Number(span), key);
    const there = found.get(place) ?? { key, numbers: [] };
    found.set(place, there);
    there.numbers.push({ n: BigInt(String(n)), d: BigInt(String(d)) });
  }
  return found;
}

function keysOf(found: ReadonlyMap<string, Found>): Key[] {
  const keys = new Map<string, Key>();
  for (const metric of found.values()) for (const { key } of metric.values()) keys.set(JSON.stringify(key), key);
  return [...keys.values()].sort(compareTexts);
}

function placeOf(span: number, key: Key): string {
  return JSON.stringify([span, key]);
}

function cellsOf(id: string, suffix: string, numbers: readonly Fraction[]): Row {
  const { value, numerator, denominator } = figureOf(metricOf(id), numbers);
  return {
    [`${id}${suffix}`]: value,
    ...(numerator !== undefined && { [`${id}_numerator${suffix}`]: numerator }),
    ...(denominator !== undefined && { [`${id}_denominator${suffix}`]: denominator }),
  };
}
