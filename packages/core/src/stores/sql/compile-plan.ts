import type { ColumnType } from '../../facts/event-row.js';
import type { Measure } from '../../metrics/measure.js';
import type { PlanPart, QueryPlan } from '../../query/plan.js';
import { groupBy, list, PartCompiler } from './compile-part.js';
import type { Dialect } from './dialect.js';
import { Parameters, type Statement } from './parameters.js';
import { PlanScope, SharedTables, type StatementScope } from './plan-scope.js';
import type { SpanChanges } from './rollups/span-rollups.js';
import { dimensionTables } from './sources.js';
import { SpanTimes } from './span-times.js';

/**
 * Compiles a plan of metrics to one statement, so that an answer is of one snapshot.
 *
 * Each part of each span is a subquery that is grouped by the dimensions and the bucket. Their rows are stacked, in a
 * series with an empty row for every combination in every bucket, and grouped once more: no join compares dimension
 * values, so null is a value like any other.
 *
 * @param changes of each span, where it is known: what looks for others is left out
 */
export function compilePlan(plan: QueryPlan, dialect: Dialect, changes?: readonly SpanChanges[]): Statement {
  const parameters = new Parameters(dialect);
  const statement = { dialect, parameters, shared: new SharedTables() };
  const anywhere = { within: plan.readsChanges, before: plan.readsChanges };
  const compiler = new PlanCompiler(plan, changes ?? plan.spans.map(() => anywhere), statement);
  return { sql: compiler.statement(), parameters: parameters.list };
}

/** A part of a span, with the name of its table and of its measures in the answer. */
interface CompiledPart {
  readonly name: string;
  readonly sql: string;
  readonly measures: readonly MeasureColumn[];
}

interface MeasureColumn {
  readonly name: string;
  readonly type: ColumnType;
}

class PlanCompiler {
  readonly #plan: QueryPlan;
  readonly #changes: readonly SpanChanges[];
  readonly #statement: StatementScope;
  readonly #isSeries: boolean;
  readonly #dimensionKeys: readonly string[];
  /** The columns that group: `d0`, `d1`, …, and `bucket` in a series. */
  readonly #keys: readonly string[];

  constructor(plan: QueryPlan, changes: readonly SpanChanges[], statement: StatementScope) {
    this.#plan = plan;
    this.#changes = changes;
    this.#statement = statement;
    this.#isSeries = plan.spans.some(({ buckets }) => buckets !== null);
    this.#dimensionKeys = plan.dimensions.map((_, index) => `d${index}`);
    this.#keys = this.#isSeries ? [...this.#dimensionKeys, 'bucket'] : this.#dimensionKeys;
  }

  statement(): string {
    const parts = this.#plan.spans.flatMap((_, index) => this.#parts(index));
    const combinations = this.#combinationTables(parts);
    const answer = this.#answer(parts);
    const tables = [...this.#statement.shared.definitions, ...combinations]; // complete once all has been written
    return `${tables.length > 0 ? `WITH ${tables.join(',\n')}\n` : ''}${answer}`;
  }

  #parts(index: number): CompiledPart[] {
    const compiler = new PartCompiler(this.#plan, { index, changes: this.#changes }, this.#statement);
    return this.#plan.parts.map((part, place) => {
      const name = `span${index}_part${place}`;
      const measures = part.measures.map((measure, index) => ({
        name: `${name}_m${index}`,
        type: typeOf(measure, part),
      }));
      return { name, sql: compiler.part(part), measures };
    });
  }

  /** In a series every combination of dimension values has every bucket: the parts are read twice. */
  #combinationTables(parts: readonly CompiledPart[]): string[] {
    if (!this.#hasCombinations) return [];
    const keys = list(this.#dimensionKeys);
    const present = parts.map(({ name }) => `SELECT ${keys} FROM ${name}`);
    const none = `SELECT ${list(this.#dimensionKeys.map((key) => this.#null(key, 'text')))} WHERE false`;
    return [
      ...parts.map(({ name, sql }) => `${name} AS (${sql})`),
      `combination AS (${parts.length > 0 ? present.join(' UNION ') : none})`,
    ];
  }

  get #hasCombinations(): boolean {
    return this.#isSeries && this.#dimensionKeys.length > 0;
  }

  #answer(parts: readonly CompiledPart[]): string {
    const bucket = this.#isSeries ? ['bucket'] : [];
    const order = [...bucket, ...this.#dimensionKeys.map((key) => `${key} NULLS LAST`)];
    const measures = parts.flatMap((part) => part.measures);
    const names = measures.map(({ name }) => name);
    const columns = [...bucket, ...this.#dimensionKeys, ...this.#plan.attached.map(() => 'title'), ...names];
    return `SELECT ${columns.length > 0 ? list(columns) : 'NULL'} FROM (${this.#merged(parts, measures)}) AS answer${this.#attachedJoin()}
${order.length > 0 ? `ORDER BY ${list(order)}` : ''}`;
  }

  /** A row for each combination, and bucket of a series, with the measures of all parts. */
  #merged(parts: readonly CompiledPart[], measures: readonly MeasureColumn[]): string {
    const stacked = [...this.#emptyRows(measures), ...parts.map((part) => this.#stackedPart(part, measures))];
    // Without keys the maximum over no rows is one row of nulls, which is what nothing at all is answered with.
    if (stacked.length === 1 && this.#keys.length > 0) return stacked[0]!;
    const merged = list([...this.#keys, ...measures.map(({ name }) => `max(${name}) AS ${name}`)]);
    return `SELECT ${merged === '' ? 'NULL' : merged}
FROM (${stacked.join('\nUNION ALL ')}) AS stacked${groupBy(this.#keys)}`;
  }

  #stackedPart({ name, sql, measures: own }: CompiledPart, measures: readonly MeasureColumn[]): string {
    const value = (measure: MeasureColumn) => {
      const place = own.indexOf(measure);
      return place < 0 ? this.#null(measure.name, measure.type) : `m${place} AS ${measure.name}`;
    };
    const rows = this.#hasCombinations ? name : `(${sql}) AS ${name}`;
    return `SELECT ${list([...this.#keys, ...measures.map(value)])} FROM ${rows}`;
  }

  /** Rows of what must be there whatever falls to it: every bucket of a series, of each combination. */
  #emptyRows(measures: readonly MeasureColumn[]): string[] {
    const empty = measures.map(({ name, type }) => this.#null(name, type));
    const keys = this.#keys.map((key) => this.#null(key, key === 'bucket' ? 'integer' : 'text'));
    const nothing = `SELECT ${list([...keys, ...empty, 'NULL AS nothing'])} WHERE false`;
    if (!this.#isSeries) return measures.length > 0 ? [] : [nothing];
    const { bucketTable } = new SpanTimes(this.#plan.spans[0]!, 0, this.#statement);
    const from = this.#hasCombinations ? `combination CROSS JOIN ${bucketTable}` : bucketTable;
    return [`SELECT ${list([...this.#keys, ...empty])} FROM ${from}`];
  }

  /** A null of a type: in a UNION the types of a column are to be the same. */
  #null(name: string, type: ColumnType): string {
    return `NULL::${this.#statement.dialect.typeName(type)} AS ${name}`;
  }

  #attachedJoin(): string {
    if (this.#plan.attached.length === 0) return '';
    const course = this.#dimensionKeys[this.#plan.dimensions.findIndex(({ id }) => id === 'course')];
    const frame = { tenantId: this.#plan.tenantId, period: this.#plan.spans[0]!.period };
    const scope = new PlanScope(frame, this.#statement);
    return ` LEFT JOIN (${dimensionTables.course(scope)}) AS course_dimension ON course_dimension.course_id = ${course}`;
  }
}

/** Counts and sums are whole numbers; fractions are a text of them, and so are sets. */
function typeOf({ aggregate }: Measure, { answeredBy }: PlanPart): ColumnType {
  return aggregate === 'fractions_at_end' || answeredBy.kind === 'sets' ? 'text' : 'integer';
}
