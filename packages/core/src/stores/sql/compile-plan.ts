import type { Bucket } from '../../query/bucket.js';
import type { QueryPlan } from '../../query/plan.js';
import { groupBy, isAtEnd, list, PartCompiler, type SpanTables } from './compile-part.js';
import type { Dialect } from './dialect.js';
import { Parameters, type Statement } from './parameters.js';
import { PlanScope, SharedTables, type StatementScope } from './plan-scope.js';
import { quarterSelect, type Stretch, stretchSelect } from './quarter-tables.js';
import { dimensionTables } from './sources.js';

/**
 * Compiles a plan of metrics to one statement, so that an answer is of one snapshot.
 *
 * Each part of each span becomes a common table expression that is grouped by the dimensions and the bucket. Their rows
 * are stacked, with an empty row for every combination in every bucket, and grouped once more: no join compares
 * dimension values, so null is a value like any other.
 */
export function compilePlan(plan: QueryPlan, dialect: Dialect): Statement {
  const parameters = new Parameters(dialect);
  const statement = { dialect, parameters, shared: new SharedTables() };
  return { sql: new PlanCompiler(plan, statement).statement(), parameters: parameters.list };
}

/** A part of a span, with the name of its table and of its measures in the answer. */
interface CompiledPart {
  readonly name: string;
  readonly sql: string;
  readonly measures: readonly string[];
}

class PlanCompiler {
  readonly #plan: QueryPlan;
  readonly #statement: StatementScope;
  readonly #isSeries: boolean;
  readonly #dimensionKeys: readonly string[];
  /** The columns that group: `d0`, `d1`, …, and `bucket` in a series. */
  readonly #keys: readonly string[];

  constructor(plan: QueryPlan, statement: StatementScope) {
    this.#plan = plan;
    this.#statement = statement;
    this.#isSeries = plan.spans.some(({ buckets }) => buckets !== null);
    this.#dimensionKeys = plan.dimensions.map((_, index) => `d${index}`);
    this.#keys = this.#isSeries ? [...this.#dimensionKeys, 'bucket'] : this.#dimensionKeys;
  }

  statement(): string {
    const timeTables = this.#plan.spans.flatMap((_, index) => this.#timeTables(index));
    const parts = this.#plan.spans.flatMap((_, index) => this.#parts(index));
    const tables = [
      ...timeTables,
      ...this.#statement.shared.definitions,
      ...parts.map(({ name, sql }) => `${name} AS (${sql})`),
      `combination AS (${this.#combinations(parts)})`,
    ];
    return `WITH ${tables.join(',\n')}\n${this.#answer(parts)}`;
  }

  /** The buckets, their ends and the days of a span, and the quarter hours of each. */
  #timeTables(index: number): string[] {
    const { buckets, days, period } = this.#plan.spans[index]!;
    const table = (name: string, stretches: readonly Stretch[], columns: Record<string, readonly number[]> = {}) => [
      `${name}${index} AS (${stretchSelect(stretches, { [name]: placesOf(stretches), ...columns }, this.#statement)})`,
      `${name}_quarter${index} AS (${quarterSelect(`${name}${index}`, [name], this.#statement.dialect)})`,
    ];
    const dayTables = days ? table('day', days) : [];
    if (!buckets) return dayTables;
    if (!this.#countsAtEnd) return [...table('bucket', buckets), ...dayTables];
    const { endings, endingOf } = endingsOf(buckets, period.from);
    return [...table('bucket', buckets, { ending: endingOf }), ...table('ending', endings), ...dayTables];
  }

  get #countsAtEnd(): boolean {
    return this.#plan.parts.some(({ measures }) => measures.some(isAtEnd));
  }

  #parts(index: number): CompiledPart[] {
    const span = this.#plan.spans[index]!;
    const scope = new PlanScope({ tenantId: this.#plan.tenantId, period: span.period }, this.#statement);
    const tables = {
      buckets: span.buckets ? tablesOf(index) : null,
      dayQuarter: `day_quarter${index}`,
    };
    const compiler = new PartCompiler(this.#plan, { scope, parameters: this.#statement.parameters, tables });
    return this.#plan.parts.map((part, place) => {
      const name = `span${index}_part${place}`;
      return { name, sql: compiler.part(part), measures: part.measures.map((_, measure) => `${name}_m${measure}`) };
    });
  }

  /** The combinations of dimension values that something falls to; without dimensions there is always one. */
  #combinations(parts: readonly CompiledPart[]): string {
    const keys = this.#dimensionKeys;
    if (keys.length === 0) return 'SELECT 1 AS always';
    if (parts.length === 0) return `SELECT ${list(keys.map((key) => `NULL AS ${key}`))} WHERE false`;
    return parts.map(({ name }) => `SELECT ${list(keys)} FROM ${name}`).join(' UNION ');
  }

  #answer(parts: readonly CompiledPart[]): string {
    const measures = parts.flatMap((part) => part.measures);
    const stacked = [this.#emptyRows(measures), ...parts.map((part) => this.#stackedPart(part, measures))];
    const merged = `SELECT ${list([...this.#keys, ...measures.map((name) => `max(${name}) AS ${name}`)])}
FROM (${stacked.join('\nUNION ALL ')}) AS stacked${groupBy(this.#keys)}`;
    const bucket = this.#isSeries ? ['bucket'] : [];
    const order = [...bucket, ...this.#dimensionKeys.map((key) => `${key} NULLS LAST`)];
    const columns = [...bucket, ...this.#dimensionKeys, ...this.#plan.attached.map(() => 'title'), ...measures];
    return `SELECT ${list(columns)} FROM (${merged}) AS answer${this.#attachedJoin()}
${order.length > 0 ? `ORDER BY ${list(order)}` : ''}`;
  }

  #stackedPart({ name, measures: own }: CompiledPart, measures: readonly string[]): string {
    const value = (measure: string) => {
      const place = own.indexOf(measure);
      return `${place < 0 ? 'NULL' : `m${place}`} AS ${measure}`;
    };
    return `SELECT ${list([...this.#keys, ...measures.map(value)])} FROM ${name}`;
  }

  #emptyRows(measures: readonly string[]): string {
    const crossed = this.#isSeries ? ' CROSS JOIN bucket0' : '';
    return `SELECT ${list([...this.#keys, ...measures.map((name) => `NULL AS ${name}`)])} FROM combination${crossed}`;
  }

  #attachedJoin(): string {
    if (this.#plan.attached.length === 0) return '';
    const course = this.#dimensionKeys[this.#plan.dimensions.findIndex(({ id }) => id === 'course')];
    const frame = { tenantId: this.#plan.tenantId, period: this.#plan.spans[0]!.period };
    const scope = new PlanScope(frame, this.#statement);
    return ` LEFT JOIN (${dimensionTables.course(scope)}) AS course_dimension ON course_dimension.course_id = ${course}`;
  }
}

function tablesOf(index: number): NonNullable<SpanTables['buckets']> {
  return {
    bucket: `bucket${index}`,
    bucketQuarter: `bucket_quarter${index}`,
    ending: `ending${index}`,
    endingQuarter: `ending_quarter${index}`,
  };
}

function placesOf(stretches: readonly Stretch[]): number[] {
  return stretches.map((_, place) => place);
}

/**
 * The time between one end of a bucket and the next, from the start of the span on, and which of them each bucket ends.
 * Buckets of a previous period can overlap, or be empty: two of them can have one end.
 */
function endingsOf(buckets: readonly Bucket[], from: number): { endings: Stretch[]; endingOf: number[] } {
  const ends = [...new Set(buckets.map(({ to }) => to))].sort((a, b) => a - b);
  const places = new Map(ends.map((end, place) => [end, place]));
  return {
    endings: ends.map((to, place) => ({ from: place === 0 ? from : ends[place - 1]!, to })),
    endingOf: buckets.map(({ to }) => places.get(to)!),
  };
}
