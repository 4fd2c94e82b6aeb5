import type { Measure } from '../../metrics/measure.js';
import type { Condition } from '../../metrics/source.js';
import type { Dimension } from '../../query/dimension.js';
import type { PlanPart, QueryPlan } from '../../query/plan.js';
import type { Dialect } from './dialect.js';
import { Parameters, type Statement } from './parameters.js';
import { PlanScope } from './plan-scope.js';
import { dimensionTables, type SourceScope, sourceSelect } from './sources.js';

const QUARTER_MS = 900_000;

/**
 * Compiles a plan to one statement, so that an answer is of one snapshot.
 *
 * Each part becomes a common table expression that is grouped by the dimensions and the bucket. Their rows are stacked,
 * with an empty row for every combination in every bucket, and grouped once more: no join compares dimension values, so
 * null is a value like any other.
 */
export function compilePlan(plan: QueryPlan, dialect: Dialect): Statement {
  const parameters = new Parameters(dialect);
  const compiler = new PlanCompiler(plan, dialect, parameters);
  return { sql: compiler.statement(), parameters: parameters.list };
}

class PlanCompiler {
  readonly #plan: QueryPlan;
  readonly #parameters: Parameters;
  readonly #scope: SourceScope;
  /** The columns that group: `d0`, `d1`, …, and `bucket` in a series. */
  readonly #keys: readonly string[];
  readonly #dimensionKeys: readonly string[];

  constructor(plan: QueryPlan, dialect: Dialect, parameters: Parameters) {
    this.#plan = plan;
    this.#parameters = parameters;
    this.#scope = new PlanScope(plan, dialect, parameters);
    this.#dimensionKeys = plan.dimensions.map((_, index) => `d${index}`);
    this.#keys = plan.buckets ? [...this.#dimensionKeys, 'bucket'] : this.#dimensionKeys;
  }

  statement(): string {
    const tables = [
      ...(this.#plan.buckets ? this.#bucketTables() : []),
      ...this.#plan.parts.map((part, index) => `part${index} AS (${this.#part(part)})`),
      `combination AS (${this.#combinations()})`,
    ];
    return `WITH ${tables.join(',\n')}\n${this.#answer()}`;
  }

  #bucketTables(): string[] {
    const { dialect } = this.#scope;
    const buckets = this.#plan.buckets ?? [];
    const quarters = (edges: readonly number[]) =>
      this.#parameters.integer(edges.map((edge) => Math.ceil(edge / QUARTER_MS)));
    const column = (values: string, name: string) => `${dialect.unnest(values)} AS ${name}`;
    const columns = [
      column(this.#parameters.integer(buckets.map((_, index) => index)), 'bucket'),
      column(quarters(buckets.map(({ from }) => from)), 'first_quarter'),
      column(quarters(buckets.map(({ to }) => to)), 'end_quarter'),
    ];
    return [
      `bucket AS (SELECT ${columns.join(', ')})`,
      `bucket_quarter AS (SELECT bucket, ${dialect.series('first_quarter', 'end_quarter')} AS quarter FROM bucket)`,
    ];
  }

  #part(part: PlanPart): string {
    return part.measures.some(({ aggregate }) => aggregate === 'count_at_end')
      ? this.#countAtEnd(part)
      : this.#aggregate(part);
  }

  #aggregate(part: PlanPart): string {
    const measures = part.measures.map((measure, index) => `${this.#measure(measure)} AS m${index}`);
    const { quarter, during } = this.#time(part);
    const bucketJoin = this.#plan.buckets ? ` JOIN bucket_quarter ON bucket_quarter.quarter = ${quarter}` : '';
    const rows = this.#rows(part, { join: bucketJoin, where: during, columns: this.#plan.buckets ? ['bucket'] : [] });
    const presence = part.presence.map((measure) => `${this.#measure(measure)} > 0`).join(' OR ');
    return `SELECT ${list([...this.#keys, ...measures])} FROM (${rows}) AS counted${groupBy(this.#keys)} HAVING ${presence}`;
  }

  #time({ source, at }: PlanPart): { quarter: string; during: string[] } {
    const { dialect, period } = this.#scope;
    if (source === 'activities') return { quarter: 's.quarter', during: [] };
    const time = `s.${at}`;
    return { quarter: dialect.quarterOf(time), during: [`${time} >= ${period.from}`, `${time} < ${period.to}`] };
  }

  /** The rows of a population that pass the filters, with their dimension values as `d0`, `d1`, …. */
  #rows(
    part: PlanPart,
    { join = '', where, columns }: { join?: string; where: readonly string[]; columns: readonly string[] },
  ): string {
    const dimensions = this.#plan.dimensions.map((dimension, index) => `${this.#value(dimension)} AS d${index}`);
    const filters = this.#plan.filters.map(({ dimension, values }) => this.#filter(dimension, values));
    const conditions = [...where, ...filters];
    return `SELECT ${list([...dimensions, ...columns, 's.*'])}
  FROM (${sourceSelect(part.source, this.#scope)}) AS s${this.#dimensionJoins()}${join}
  ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}`;
  }

  #dimensionJoins(): string {
    const used = [...this.#plan.dimensions, ...this.#plan.filters.map(({ dimension }) => dimension)];
    const tables = new Set(used.map(tableOf).filter((table) => table !== undefined));
    return [...tables]
      .map((table) => {
        const on = joinKeys[table].map((key) => `${table}_dimension.${key} = s.${key}`).join(' AND ');
        return `\n  LEFT JOIN (${dimensionTables[table](this.#scope)}) AS ${table}_dimension ON ${on}`;
      })
      .join('');
  }

  #value(dimension: Dimension): string {
    const table = tableOf(dimension);
    if (table === undefined) return `s.${sourceColumns[dimension.base]}`;
    const { dialect } = this.#scope;
    if (dimension.attribute === undefined) return `${table}_dimension.${dimension.base}`;
    const path = this.#parameters.text(dialect.memberPath(dimension.attribute));
    return dialect.member(`${table}_dimension.attributes`, path);
  }

  #filter(dimension: Dimension, values: readonly (string | null)[]): string {
    const value = this.#value(dimension);
    const texts = this.#parameters.text(values.filter((text) => text !== null));
    const isOne = this.#scope.dialect.isAnyOf(value, texts);
    return values.includes(null) ? `(${value} IS NULL OR ${isOne})` : isOne;
  }

  #measure({ aggregate, column, where }: Measure): string {
    const filter = where.length > 0 ? ` FILTER (WHERE ${where.map(condition).join(' AND ')})` : '';
    switch (aggregate) {
      case 'count':
      case 'count_at_end':
        return `count(*)${filter}`;
      case 'count_distinct':
        return `count(DISTINCT ${column})${filter}`;
      case 'sum':
        return `coalesce(sum(${column})${filter}, 0)`;
    }
  }

  /**
   * What holds at the end of the period, or of each bucket. A span counts at t where `since` < t ≤ `until`. In a series
   * it is +1 in the bucket in which it begins (the first, where it began before), −1 in the one in which it ends, and
   * the running sum is the count.
   */
  #countAtEnd(part: PlanPart): string {
    const { dialect, period } = this.#scope;
    const rows = this.#rows(part, { where: [`s.since < ${period.to}`], columns: [] });
    if (!this.#plan.buckets) {
      return `SELECT ${list([...this.#keys, 'count(*) AS m0'])} FROM (${rows}) AS span
  WHERE until IS NULL OR until >= ${period.to}${groupBy(this.#keys)} HAVING count(*) > 0`;
    }
    const dimensions = this.#dimensionKeys;
    const grouped = this.#keys;
    const change = (time: string, by: number, where: string) =>
      `SELECT ${list([...dimensions, `CASE WHEN ${time} < ${period.from} THEN 0 ELSE bucket END AS bucket`, `${by} AS change`])}
  FROM (${rows}) AS span LEFT JOIN bucket_quarter ON bucket_quarter.quarter = ${dialect.quarterOf(time)}${where}`;
    const changes = `${change('since', 1, '')} UNION ALL ${change('until', -1, ` WHERE until < ${period.to}`)}`;
    const everywhere = `SELECT ${list([...dimensions, 'bucket.bucket', '0'])} FROM (SELECT DISTINCT ${list(dimensions, '1')} FROM changes) AS present CROSS JOIN bucket`;
    const running = `sum(sum(change)) OVER (${dimensions.length > 0 ? `PARTITION BY ${list(dimensions)} ` : ''}ORDER BY bucket) AS m0`;
    return `SELECT * FROM (
  WITH changes AS (${changes})
  SELECT ${list([...grouped, running])} FROM (SELECT * FROM changes UNION ALL ${everywhere}) AS change${groupBy(grouped)}) AS series
  WHERE m0 > 0`;
  }

  /** The combinations of dimension values that something falls to; without dimensions there is always one. */
  #combinations(): string {
    const keys = this.#dimensionKeys;
    if (keys.length === 0) return 'SELECT 1 AS always';
    const present = this.#plan.parts.map((_, index) => `SELECT ${list(keys)} FROM part${index}`);
    return present.join(' UNION ');
  }

  #answer(): string {
    const measures = this.#plan.parts.flatMap((part, index) => part.measures.map((_, place) => `p${index}m${place}`));
    const stacked = [
      ...this.#plan.parts.map((_, index) => this.#stackedPart(index, measures)),
      this.#emptyRows(measures),
    ];
    const merged = `SELECT ${list([...this.#keys, ...measures.map((name) => `max(${name}) AS ${name}`)])}
FROM (${stacked.join('\nUNION ALL ')}) AS stacked${groupBy(this.#keys)}`;
    const order = [...(this.#plan.buckets ? ['bucket'] : []), ...this.#dimensionKeys.map((key) => `${key} NULLS LAST`)];
    const columns = [
      ...(this.#plan.buckets ? ['bucket'] : []),
      ...this.#dimensionKeys,
      ...this.#plan.attached.map(() => 'title'),
      ...measures,
    ];
    return `SELECT ${list(columns)} FROM (${merged}) AS answer${this.#attachedJoin()}
${order.length > 0 ? `ORDER BY ${list(order)}` : ''}`;
  }

  #stackedPart(index: number, measures: readonly string[]): string {
    const own = (name: string) => (name.startsWith(`p${index}m`) ? name.replace(`p${index}`, '') : 'NULL');
    return `SELECT ${list([...this.#keys, ...measures.map((name) => `${own(name)} AS ${name}`)])} FROM part${index}`;
  }

  #emptyRows(measures: readonly string[]): string {
    const crossed = this.#plan.buckets ? ' CROSS JOIN bucket' : '';
    return `SELECT ${list([...this.#keys, ...measures.map(() => 'NULL')])} FROM combination${crossed}`;
  }

  #attachedJoin(): string {
    if (this.#plan.attached.length === 0) return '';
    const course = this.#dimensionKeys[this.#plan.dimensions.findIndex(({ id }) => id === 'course')];
    return ` LEFT JOIN (${dimensionTables.course(this.#scope)}) AS course_dimension ON course_dimension.course_id = ${course}`;
  }
}

const sourceColumns: Partial<Record<Dimension['base'], string>> = {
  course: 'course_id',
  module: 'module_id',
  assessment: 'assessment_id',
  kind: 'kind',
};

const joinKeys = { learner: ['user_id'], course: ['course_id'], enrollment: ['user_id', 'course_id'] } as const;

/** The fact that a dimension is read from, where it is not a column of the population itself. */
function tableOf({ base, attribute }: Dimension): keyof typeof dimensionTables | undefined {
  if (base === 'role' || base === 'learner') return 'learner';
  if (base === 'mode' || base === 'result' || base === 'enrollment') return 'enrollment';
  return attribute === undefined ? undefined : 'course';
}

function condition(where: Condition): string {
  if ('known' in where) return `${where.column} IS ${where.known ? 'NOT ' : ''}NULL`;
  return `${where.column} = ${typeof where.is === 'boolean' ? where.is : `'${where.is}'`}`;
}

function list(columns: readonly string[], empty = ''): string {
  return columns.length > 0 ? columns.join(', ') : empty;
}

function groupBy(keys: readonly string[]): string {
  return keys.length > 0 ? `\n  GROUP BY ${keys.join(', ')}` : '';
}
