import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { admit, type PlainEvent } from './admit.js';
import { compareTexts } from './code-points.js';
import { type DimensionSql, dimensionSql, literal, withCourse } from './dimensions.js';
import { twelveDigits } from './exact.js';
import { factTables } from './facts.js';
import { type OracleMetric, oracleMetrics } from './metrics.js';
import { loadRawEvents } from './raw-events.js';

/** A flat row of an answer. */
export type Row = Readonly<Record<string, string | number | null>>;

/** A bucket of a series: its label and its ends in milliseconds, cut by the period. */
export interface Bucket {
  readonly label: string;
  readonly from: number;
  readonly to: number;
}

/** A question with its zone arithmetic done: all times are milliseconds, all ends within the clock. */
export interface OracleQuestion {
  readonly metrics: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly clock: number;
  readonly asOf?: number;
  readonly by?: readonly string[];
  readonly buckets?: readonly Bucket[];
  readonly where?: Readonly<Record<string, readonly (string | null)[]>>;
  readonly tenantId?: string;
}

/** A second, simple definition of every metric, over raw events. */
export interface Oracle {
  answer(question: OracleQuestion): Promise<Row[]>;
  close(): void;
}

type Key = readonly (string | null)[];
type Parts = { readonly numerator: bigint; readonly denominator: bigint };
/** What one metric counts: by span, by the text of the key. */
type Counted = ReadonlyMap<string, { readonly span: number; readonly key: Key; readonly parts: Parts }>;

/** Opens an oracle over events in the order in which a store would have received them. */
export async function openOracle(events: Iterable<PlainEvent>): Promise<Oracle> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await loadRawEvents(connection, admit(events).kept);
  return {
    answer: (question) => answer(connection, question),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function answer(connection: DuckDBConnection, question: OracleQuestion): Promise<Row[]> {
  const by = withCourse(question.by ?? []);
  const spans = question.buckets ?? [{ label: '', from: question.from, to: question.to }];
  const counted = new Map<string, Counted>();
  for (const id of question.metrics) counted.set(id, await count(connection, metricOf(id), { ...question, by }, spans));
  const keys = question.by?.length ? keysOf(counted) : [[]];
  return spans.flatMap((span, index) =>
    keys.map((key) => ({
      ...(question.buckets ? { time: span.label } : {}),
      ...Object.fromEntries(by.map((dimension, place) => [dimension, key[place] ?? null])),
      ...Object.assign(
        {},
        ...question.metrics.map((id) => cells(id, counted.get(id)?.get(placeOf(index, key))?.parts)),
      ),
    })),
  );
}

function metricOf(id: string): OracleMetric {
  const metric = oracleMetrics[id];
  if (metric === undefined) throw new Error(`The oracle has no metric ${id}.`);
  return metric;
}

async function count(
  connection: DuckDBConnection,
  metric: OracleMetric,
  question: OracleQuestion & { by: readonly string[] },
  spans: readonly Bucket[],
): Promise<Counted> {
  const counted = new Map<string, { span: number; key: Key; parts: Parts }>();
  if (spans.length === 0) return counted;
  const reader = await connection.runAndReadAll(statement(metric, question, spans));
  for (const [span, numerator, denominator, ...values] of reader.getRows()) {
    const key = values.map((value) => (value === null ? null : String(value)));
    const parts = { numerator: BigInt(String(numerator)), denominator: BigInt(String(denominator)) };
    counted.set(placeOf(Number(span), key), { span: Number(span), key, parts });
  }
  return counted;
}

function statement(
  metric: OracleMetric,
  question: OracleQuestion & { by: readonly string[] },
  spans: readonly Bucket[],
): string {
  const tenant = literal(question.tenantId ?? 'default');
  const dimensions = question.by.map((dimension, index) => dimensionSql(dimension, `b${index}`, tenant));
  const filters = Object.entries(question.where ?? {}).map(([dimension, values], index) =>
    filterSql(dimensionSql(dimension, `w${index}`, tenant), values),
  );
  const keys = dimensions.map(({ expression }) => expression);
  return `
    WITH ${factTables(tenant, question.asOf)},
    span(i, from_ms, to_ms) AS (VALUES ${spans.map(spanSql).join(', ')})
    SELECT ${['s.i', metric.numerator, metric.denominator ?? '1', ...keys].join(', ')}
    FROM span s
    JOIN (${metric.rows}) f
      ON ${metric.inSpan ?? 'f.at_ms >= s.from_ms AND f.at_ms < s.to_ms'}
    LEFT JOIN o_learner l ON l.user_id = f.user_id
    LEFT JOIN o_enrollment e ON e.user_id = f.user_id AND e.course_id = f.course_id
    LEFT JOIN o_course c ON c.course_id = f.course_id
    ${[...dimensions, ...filters].map(({ join }) => join).join('\n')}
    WHERE ${['true', ...filters.map(({ expression }) => expression)].join(' AND ')}
    GROUP BY ${['s.i', ...keys].join(', ')}`;
}

function spanSql({ from, to }: Bucket, index: number): string {
  return `(${index}, ${from}::BIGINT, ${to}::BIGINT)`;
}

function filterSql({ expression, join }: DimensionSql, values: readonly (string | null)[]): DimensionSql {
  const tests = values.map((value) => `${expression} IS NOT DISTINCT FROM ${value === null ? 'NULL' : literal(value)}`);
  return { expression: `(${tests.join(' OR ')})`, join };
}

function keysOf(counted: ReadonlyMap<string, Counted>): Key[] {
  const keys = new Map<string, Key>();
  for (const metric of counted.values()) for (const { key } of metric.values()) keys.set(JSON.stringify(key), key);
  return [...keys.values()].sort(compareTexts);
}

function placeOf(span: number, key: Key): string {
  return JSON.stringify([span, key]);
}

function cells(id: string, parts: Parts | undefined): Row {
  const { unit, denominator, scale = 1n } = metricOf(id);
  const n = parts?.numerator ?? 0n;
  if (unit === 'count') return { [id]: Number(n) };
  const d = denominator === undefined ? 1n : (parts?.denominator ?? 0n);
  const value = d === 0n ? null : twelveDigits(n, d * scale);
  if (unit !== 'ratio') return { [id]: value };
  return { [id]: value, [`${id}_numerator`]: Number(n), [`${id}_denominator`]: Number(d) };
}
