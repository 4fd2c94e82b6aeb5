import type { Metric, Unit } from '../metrics/define-metric.js';
import { measureIdentity } from '../metrics/measure.js';
import type { StoredValue } from '../stores/analytics-store.js';
import { localDaysOf } from './bucket.js';
import { type FormulaValue, formulaReader, type StoredRow, writtenValue } from './exact-value.js';
import { type Period, type PeriodAnswer, periodAnswer } from './period.js';
import type { AnsweredBy, PlanSpan, QueryPlan } from './plan.js';

/** A column of an answer. */
export interface Column {
  /** The member of the rows: the id of a metric or dimension, `time`, or a part such as `pass_rate_numerator`. */
  readonly id: string;
  /** What people call it. */
  readonly title: string;
  /** `dimension`: what a row is of; `fact`: what is stated about that; `metric`: a number. */
  readonly kind: 'dimension' | 'fact' | 'metric';
  /** `instant`: a text in ISO 8601, UTC. A value of any type may be null. */
  readonly type: 'string' | 'number' | 'instant';
  /** Of a metric. */
  readonly unit?: Unit;
}

/** A row of an answer: a member for each column, in their order. Metrics of nothing are null, counts of nothing 0. */
export type Row = Readonly<Record<string, string | number | null>>;

/** What an answer says before its rows. */
export interface AnswerHead {
  /** The report or analysis; absent for a query. */
  readonly id?: string;
  /** Absent where the question has none. */
  readonly period?: PeriodAnswer;
  /** Only where asked. */
  readonly asOf?: string;
  /**
   * When the rollups that answer were refreshed: what came later is not counted. Only where `realTime` is off and rollups
   * answer a part.
   */
  readonly rollupsAsOf?: string;
  /** In the order of the members of a row. */
  readonly columns: readonly Column[];
  /** Figures over all rows, of the analyses that have them. */
  readonly summary?: Readonly<Record<string, number | null>>;
}

/** An answer with all its rows. */
export interface Answer extends AnswerHead {
  /** In order of time, then of the dimensions, by code point, null last; or as `orderBy` says. */
  readonly rows: readonly Row[];
}

/** An answer whose rows come as the store gives them, many at a time. */
export interface AnswerStream extends AnswerHead {
  /** The rows, in the order of {@link Answer.rows}; they can be read once. */
  readonly batches: AsyncIterable<readonly Row[]>;
}

/** Rows as a store gives them, many at a time. */
export type StoredBatches = AsyncIterable<readonly (readonly StoredValue[])[]>;

/** How a column is read from a row of the store: its declaration and the value. */
export interface ColumnReader {
  readonly column: Column;
  readonly read: (stored: readonly StoredValue[]) => string | number | null;
}

/** What an answer says before its columns: its id, its period where it has one, and `asOf` where it was asked. */
export function headOf(id: string | undefined, period: Period, hasPeriod = true): Omit<AnswerHead, 'columns'> {
  const { asOf } = period;
  return {
    ...(id !== undefined && { id }),
    ...(hasPeriod && { period: periodAnswer(period) }),
    ...(asOf !== undefined && { asOf: new Date(asOf).toISOString() }),
  };
}

/** What an answer that rollups have a part in says of them, where they are asked as of a moment. */
export function rollupsHead(
  answeredBy: readonly AnsweredBy[],
  rollupsAsOf: number | undefined,
): Pick<AnswerHead, 'rollupsAsOf'> {
  if (rollupsAsOf === undefined || answeredBy.every(({ kind }) => kind === 'facts')) return {};
  return { rollupsAsOf: new Date(rollupsAsOf).toISOString() };
}

/** Turns rows of a store into rows of an answer. */
export async function* readBatches(stored: StoredBatches, readers: readonly ColumnReader[]): AsyncGenerator<Row[]> {
  for await (const batch of stored) yield batch.map((values) => readRow(values, readers));
}

/** The members are always added in the same order, so that the rows share one hidden class. */
function readRow(values: readonly StoredValue[], readers: readonly ColumnReader[]): Row {
  const row: Record<string, string | number | null> = {};
  for (const { column, read } of readers) row[column.id] = read(values);
  return row;
}

/** The columns of the answer to a plan: `time`, the dimensions, what is attached, then each metric. */
export function columnReaders(plan: QueryPlan, metrics: readonly Metric[]): ColumnReader[] {
  return [...leadingColumns(plan), ...metricColumns(plan, metrics)];
}

function leadingColumns({ spans: [span], dimensions, attached }: QueryPlan): ColumnReader[] {
  const columns: ColumnReader[] = [];
  const text = (id: string, title: string, kind: Column['kind']) => {
    const place = columns.length;
    columns.push({ column: { id, title, kind, type: 'string' }, read: (stored) => stored[place] as string | null });
  };
  const buckets = span?.buckets;
  if (buckets) {
    const column = { id: 'time', title: 'Time', kind: 'dimension', type: 'string' } as const;
    columns.push({ column, read: (stored) => buckets[Number(stored[0])]!.label });
  }
  for (const { id } of dimensions) text(id, dimensionTitle(id), 'dimension');
  for (const id of attached) text(id.slice(id.indexOf('.') + 1), 'Title', 'fact');
  return columns;
}

/** A dimension's name as people read it: `learner.imd_band` is Learner imd band. */
function dimensionTitle(id: string): string {
  const words = id.replaceAll('.', ' ').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The value of each metric in each span of a plan, exactly. */
export function metricReaders(
  plan: QueryPlan,
  metrics: readonly Metric[],
): { readonly metric: Metric; readonly spans: ((stored: readonly StoredValue[]) => FormulaValue)[] }[] {
  const spans = plan.spans.map((span, index) => spanReader(plan, span, index));
  return metrics.map((metric) => ({ metric, spans: spans.map((read) => read(metric)) }));
}

function spanReader(plan: QueryPlan, span: PlanSpan, index: number) {
  const measures = plan.parts.flatMap((part) => part.measures).map(measureIdentity);
  const leading = (span.buckets ? 1 : 0) + plan.dimensions.length + plan.attached.length;
  const first = leading + index * measures.length;
  const daysOf = dayCounter(span);
  return ({ formula }: Metric) => {
    const read = formulaReader(formula, (measure) => first + measures.indexOf(measureIdentity(measure)));
    return ofLastRow((values: readonly StoredValue[]): FormulaValue => {
      const row: StoredRow = { values, days: daysOf === undefined ? 0n : daysOf(values) };
      return read(row);
    });
  };
}

/** Keeps what was last read: the columns of a ratio ask for one row three times. */
function ofLastRow<Value>(read: (values: readonly StoredValue[]) => Value): (values: readonly StoredValue[]) => Value {
  let row: readonly StoredValue[] | undefined;
  let value: Value;
  return (values) => {
    if (values !== row) [row, value] = [values, read(values)];
    return value;
  };
}

/** The local days of the period, or of the bucket of a row; undefined where no measure adds up days. */
function dayCounter({ period, buckets, days }: PlanSpan): ((values: readonly StoredValue[]) => bigint) | undefined {
  if (days === null) return undefined;
  const { timeZone } = period;
  const counts = (buckets ?? [period]).map(({ from, to }) => BigInt(localDaysOf({ from, to, timeZone })));
  return buckets === null ? () => counts[0]! : (values) => counts[Number(values[0])]!;
}

function metricColumns(plan: QueryPlan, metrics: readonly Metric[]): ColumnReader[] {
  return metricReaders(plan, metrics).flatMap(({ metric, spans }) =>
    spans.flatMap((read, index) => spanColumns(metric, read, index === 0 ? currentSpan : previousSpan)),
  );
}

const currentSpan = { suffix: '', words: '' };
const previousSpan = { suffix: '_previous', words: ', previous period' };

function spanColumns(
  { id, title, unit, formula }: Metric,
  read: (stored: readonly StoredValue[]) => FormulaValue,
  { suffix, words }: { suffix: string; words: string },
): ColumnReader[] {
  const column = (part: string, partWords: string, ofUnit: Unit): Column => ({
    id: `${id}${part}${suffix}`,
    title: `${title}${partWords}${words}`,
    kind: 'metric',
    type: 'number',
    unit: ofUnit,
  });
  const value = {
    column: column('', '', unit),
    read: (stored: readonly StoredValue[]) => writtenValue(read(stored).value),
  };
  if (formula.kind !== 'ratio') return [value];
  const part = (name: 'numerator' | 'denominator'): ColumnReader => ({
    column: column(`_${name}`, ` (${name})`, 'count'),
    read: (stored) => writtenValue(read(stored)[name]!),
  });
  return [value, part('numerator'), part('denominator')];
}
