import { quotient } from '../exact/quotient.js';
import type { Metric, Unit } from '../metrics/define-metric.js';
import type { Measure } from '../metrics/measure.js';
import type { StoredValue } from '../stores/analytics-store.js';
import { measureIdentity } from './assemble-plan.js';
import { type PeriodAnswer, periodAnswer } from './period.js';
import type { QueryPlan } from './plan.js';

/** A column of an answer. */
export interface Column {
  readonly id: string;
  readonly title: string;
  readonly kind: 'dimension' | 'fact' | 'metric';
  readonly type: 'string' | 'number' | 'instant';
  readonly unit?: Unit;
}

/** A row of an answer: a member for each column, in their order. Metrics of nothing are null, counts of nothing 0. */
export type Row = Readonly<Record<string, string | number | null>>;

/** What an answer says before its rows. */
export interface AnswerHead {
  /** The report; absent for a query. */
  readonly id?: string;
  readonly period: PeriodAnswer;
  /** Only where asked. */
  readonly asOf?: string;
  readonly columns: readonly Column[];
}

/** An answer with all its rows. */
export interface Answer extends AnswerHead {
  readonly rows: readonly Row[];
}

/** An answer whose rows come as the store gives them. */
export interface AnswerStream extends AnswerHead {
  readonly rows: AsyncIterable<Row>;
}

/** How a column is read from a row of the store: its declaration and the value. */
interface ColumnReader {
  readonly column: Column;
  readonly read: (stored: readonly StoredValue[]) => string | number | null;
}

/** What the answer to a plan says before its rows. */
export function answerHead(plan: QueryPlan, metrics: readonly Metric[]): AnswerHead {
  const head = { period: periodAnswer(plan.period), columns: columnReaders(plan, metrics).map(({ column }) => column) };
  const { asOf } = plan.period;
  return asOf === undefined ? head : { period: head.period, asOf: new Date(asOf).toISOString(), columns: head.columns };
}

/** Turns rows of a store into rows of the answer. */
export function rowReader(plan: QueryPlan, metrics: readonly Metric[]): (stored: readonly StoredValue[]) => Row {
  const readers = columnReaders(plan, metrics);
  return (stored) => Object.fromEntries(readers.map(({ column, read }) => [column.id, read(stored)]));
}

function columnReaders(plan: QueryPlan, metrics: readonly Metric[]): ColumnReader[] {
  const leading = leadingColumns(plan);
  const places = new Map<string, number>();
  for (const measure of plan.parts.flatMap(({ measures }) => measures)) {
    places.set(measureIdentity(measure), leading.length + places.size);
  }
  return [...leading, ...metrics.flatMap((metric) => metricColumns(metric, valueReader(places)))];
}

function leadingColumns({ buckets, dimensions, attached }: QueryPlan): ColumnReader[] {
  const columns: ColumnReader[] = [];
  const text = (id: string, title: string, kind: Column['kind']) => {
    const place = columns.length;
    columns.push({ column: { id, title, kind, type: 'string' }, read: (stored) => stored[place] as string | null });
  };
  if (buckets) {
    const column = { id: 'time', title: 'Time', kind: 'dimension', type: 'string' } as const;
    columns.push({ column, read: (stored) => buckets[Number(stored[0])]!.label });
  }
  for (const { id } of dimensions) text(id, dimensionTitle(id), 'dimension');
  for (const id of attached) text(id.slice(id.indexOf('.') + 1), 'Title', 'fact');
  return columns;
}

function dimensionTitle(id: string): string {
  const words = id.replaceAll('.', ' ').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

type ValueReader = (measure: Measure) => (stored: readonly StoredValue[]) => bigint;

/** A measure that the store has no row for counts 0. */
function valueReader(places: ReadonlyMap<string, number>): ValueReader {
  return (measure) => {
    const place = places.get(measureIdentity(measure))!;
    return (stored) => (stored[place] as bigint | null) ?? 0n;
  };
}

function metricColumns({ id, title, unit, formula }: Metric, value: ValueReader): ColumnReader[] {
  const column = (suffix: string, words: string, ofUnit: Unit): Column => ({
    id: `${id}${suffix}`,
    title: `${title}${words}`,
    kind: 'metric',
    type: 'number',
    unit: ofUnit,
  });
  switch (formula.kind) {
    case 'measure': {
      const measure = value(formula.measure);
      const read = (stored: readonly StoredValue[]) =>
        formula.per === 1n ? Number(measure(stored)) : quotient(measure(stored), formula.per);
      return [{ column: column('', '', unit), read }];
    }
    case 'mean': {
      const [sum, count] = [value(formula.sum), value(formula.count)];
      return [{ column: column('', '', unit), read: (stored) => quotient(sum(stored), count(stored) * formula.per) }];
    }
    case 'ratio': {
      const [numerator, denominator] = [value(formula.numerator), value(formula.denominator)];
      return [
        { column: column('', '', unit), read: (stored) => quotient(numerator(stored), denominator(stored)) },
        { column: column('_numerator', ' (numerator)', 'count'), read: (stored) => Number(numerator(stored)) },
        { column: column('_denominator', ' (denominator)', 'count'), read: (stored) => Number(denominator(stored)) },
      ];
    }
  }
}
