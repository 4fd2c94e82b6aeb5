import { isAtEnd, isDaily, type Measure } from '../../metrics/measure.js';
import type { PlanPart, QueryPlan } from '../../query/plan.js';
import { rollupColumnOf } from '../../rollups/rollup-measures.js';
import { type Binding, columnsOf, conditionsSql, measureSql } from './measure-sql.js';
import { PlanScope, type StatementScope } from './plan-scope.js';
import { PopulationRows } from './population-rows.js';
import { type SpanChanges, SpanRollups } from './rollups/span-rollups.js';
import { type SourceScope, sourceSelect } from './sources.js';
import { SpanTimes } from './span-times.js';

/** Compiles the parts of a span: each to a SELECT of its keys and its measures `m0`, `m1`, …. */
export class PartCompiler {
  readonly #plan: QueryPlan;
  readonly #scope: SourceScope;
  readonly #binding: Binding;
  readonly #times: SpanTimes;
  readonly #rollups: SpanRollups;
  /** Those of the span before, of which what is counted until its end is a part. */
  readonly #earlier: SpanRollups | undefined;
  readonly #rows: PopulationRows;
  readonly #dimensionKeys: readonly string[];
  readonly #keys: readonly string[];

  constructor(
    plan: QueryPlan,
    { index, changes }: { index: number; changes: readonly SpanChanges[] },
    statement: StatementScope,
  ) {
    const { tenantId, spans, dimensions, filters } = plan;
    this.#plan = plan;
    const span = spans[index]!;
    this.#scope = new PlanScope({ tenantId, period: span.period }, statement);
    this.#binding = statement;
    this.#times = new SpanTimes(span, index, statement);
    const ofActivity = plan.parts.filter(({ source }) => source === 'activities');
    const sharesActivity = ['sets', 'rollups'].every((kind) =>
      ofActivity.some((part) => part.answeredBy.kind === kind),
    );
    const own = { index, scope: this.#scope, statement, changes: changes[index]!, sharesActivity };
    this.#rollups = new SpanRollups(span, this.#times, own);
    const before = index === 0 && !this.#times.isSeries ? spans[1] : undefined;
    if (before !== undefined && before.period.to <= span.period.to) {
      const scope = new PlanScope({ tenantId, period: before.period }, statement);
      const times = new SpanTimes(before, 1, statement);
      this.#earlier = new SpanRollups(before, times, { ...own, index: 1, scope, changes: changes[1]! });
    }
    this.#rows = new PopulationRows(this.#scope, statement.parameters, { dimensions, filters });
    this.#dimensionKeys = dimensions.map((_, place) => `d${place}`);
    this.#keys = this.#times.isSeries ? [...this.#dimensionKeys, 'bucket'] : this.#dimensionKeys;
  }

  part(part: PlanPart): string {
    if (part.answeredBy.kind === 'rollups')
      return isAtEnd(part.measures[0]!) ? this.#atEndOfRollups() : this.#ofRollups(part);
    if (part.answeredBy.kind === 'sets') return this.#ofLearnerSets(part);
    switch (part.measures[0]?.aggregate) {
      case 'count_at_end':
      case 'fractions_at_end':
        return this.#atEnd(part);
      case 'quantile':
        return this.#quantiles(part);
      default:
        return this.#aggregates(part);
    }
  }

  #aggregates(part: PlanPart): string {
    const measures = part.measures.map((measure, index) => `${measureSql(measure, this.#binding)} AS m${index}`);
    const rows = `(${this.#placedRows(part)}) AS counted${groupBy(this.#keys)}`;
    return `SELECT ${list([...this.#keys, ...measures])} FROM ${rows}${this.#havingAny(part)}`;
  }

  /** Only groups that any fact falls to; with keys, each has a row, which says enough where every row is such a fact. */
  #havingAny({ presence }: PlanPart): string {
    const isEveryRow = presence.some(({ aggregate, where }) => aggregate === 'count' && where.length === 0);
    if (isEveryRow && this.#keys.length > 0) return '';
    return ` HAVING ${presence.map((measure) => `${measureSql(measure, this.#binding)} > 0`).join(' OR ')}`;
  }

  /** Sums of buckets that are clean, and of facts where they are not. */
  #ofRollups(part: PlanPart): string {
    const columns = [...new Set([...part.measures, ...part.presence].map((measure) => rollupColumnOf(measure)!))];
    const rows = this.#rows.select({
      from: this.#rollups.during(`${part.source} ${part.at}`, columns),
      columns: this.#times.isSeries ? ['place AS bucket'] : [],
    });
    const sumOf = (measure: Measure) => `sum(${rollupColumnOf(measure)})`;
    const measures = part.measures.map((measure, index) => `${sumOf(measure)} AS m${index}`);
    const presence = part.presence.map((measure) => `${sumOf(measure)} > 0`).join(' OR ');
    return `SELECT ${list([...this.#keys, ...measures])} FROM (${rows}) AS counted${groupBy(this.#keys)} HAVING ${presence}`;
  }

  /** What core counts learners from: the text of their sets is that of the first measure, the others have none. */
  #ofLearnerSets({ measures }: PlanPart): string {
    const { dimensions, filters } = this.#plan;
    const rows = this.#rows.select({
      from: this.#rollups.learners({ byCourse: dimensions.length + filters.length > 0 }),
      columns: this.#times.isSeries ? ['place AS bucket'] : [],
    });
    const none = measures.slice(1).map((_, index) => `NULL::${this.#scope.dialect.typeName('text')} AS m${index + 1}`);
    return `SELECT ${list([...this.#keys, `string_agg(part, ' ') AS m0`, ...none])} FROM (${rows}) AS counted${groupBy(this.#keys)} HAVING count(*) > 0`;
  }

  /** What holds at an end is the sum of all changes before it. */
  #atEndOfRollups(): string {
    const rows = this.#rows.select({ from: this.#rollups.changes(this.#earlier) });
    if (this.#times.isSeries) {
      const changes = `SELECT ${list([...this.#dimensionKeys, 'place AS ending', 'current_enrollments AS change'])} FROM (${rows}) AS span`;
      return this.#runningCount(changes, this.#dimensionKeys);
    }
    return `SELECT ${list([...this.#keys, 'sum(current_enrollments) AS m0'])} FROM (${rows}) AS span${groupBy(this.#keys)} HAVING sum(current_enrollments) > 0`;
  }

  /** The rows of a population in the period, with their bucket, and their day where a measure adds up days. */
  #placedRows({ source, at, measures }: Pick<PlanPart, 'source' | 'at' | 'measures'>): string {
    const { dialect, period } = this.#scope;
    const quarter = source === 'activities' ? 's.quarter' : dialect.quarterOf(`s.${at}`);
    const inPeriod = source === 'activities' ? [] : [`s.${at} >= ${period.from}`, `s.${at} < ${period.to}`];
    const places = {
      ...(this.#times.isSeries && { bucket: this.#times.bucketOf(quarter) }),
      ...(measures.some(isDaily) && { day: this.#times.dayOf(quarter) }),
    };
    return this.#rows.select({
      from: sourceSelect(source, this.#scope, { columns: columnsOf(measures), at }),
      columns: Object.entries(places).map(([name, { place }]) => `${place} AS ${name}`),
      join: Object.values(places)
        .map(({ join }) => join)
        .join(''),
      where: inPeriod,
    });
  }

  /**
   * Quantiles of one column. The value at the place `share × (n − 1)` lies between the two order statistics around it;
   * times the denominator of the share it is a whole number.
   */
  #quantiles(part: PlanPart): string {
    const { column, where } = part.measures[0]!;
    const keys = this.#keys;
    const window = (order: string) =>
      `OVER (${list([...(keys.length > 0 ? [`PARTITION BY ${list(keys)}`] : [])])}${order})`;
    const stated = [`${column} IS NOT NULL`, ...(where.length > 0 ? [conditionsSql(where, this.#binding)] : [])].join(
      ' AND ',
    );
    const ranked = `SELECT ${list([...keys, `${column} AS value`])}, row_number() ${window(` ORDER BY ${column}`)} - 1 AS rank, count(*) ${window('')} - 1 AS last
  FROM (${this.#placedRows(part)}) AS counted WHERE ${stated}`;
    const measures = part.measures.map((measure, index) => `${this.#interpolated(measure)} AS m${index}`);
    return `SELECT ${list([...keys, ...measures])} FROM (${ranked}) AS ranked${groupBy(keys)} HAVING count(*) > 0`;
  }

  #interpolated({ share = [1, 2] }: Measure): string {
    const { dialect } = this.#scope;
    const [numerator, denominator] = share;
    const place = `last * ${numerator}`;
    const below = dialect.wholeQuotient(`(${place})`, String(denominator));
    const beyond = `((${place}) % ${denominator})`;
    return `sum(CASE WHEN rank = ${below} THEN value * (${denominator} - ${beyond}) WHEN rank = ${below} + 1 THEN value * ${beyond} END)`;
  }

  /**
   * What holds at the end of the period, or of each bucket. A span counts at t where `since` < t ≤ `until`. In a series
   * it is +1 at the next end of a bucket after it begins (the first, where it began before), −1 at the next one after
   * it ends, and the running sum is the count.
   */
  #atEnd({ source, measures: [measure] }: PlanPart): string {
    const where = measure!.where.length > 0 ? [conditionsSql(measure!.where, this.#binding)] : [];
    const rows = this.#rows.select({
      from: sourceSelect(source, this.#scope, { columns: columnsOf([measure!]) }),
      where: [`s.since < ${this.#scope.period.to}`, ...where],
    });
    const divisor = measure!.column === undefined ? [] : [measure!.column];
    const series = [...this.#dimensionKeys, ...divisor];
    const held = this.#times.isSeries
      ? this.#runningCount(this.#changesOf(rows, series), series)
      : this.#countNow(rows, divisor);
    if (divisor.length === 0) return held;
    const fractions = `string_agg(${divisor[0]} || ':' || m0, ',')`;
    return `SELECT ${list([...this.#keys, `${fractions} AS m0`])} FROM (${held}) AS held${groupBy(this.#keys)} HAVING count(*) > 0`;
  }

  #countNow(rows: string, divisor: readonly string[]): string {
    const keys = [...this.#keys, ...divisor];
    return `SELECT ${list([...keys, 'count(*) AS m0'])} FROM (${rows}) AS span
  WHERE until IS NULL OR until >= ${this.#scope.period.to}${groupBy(keys)} HAVING count(*) > 0`;
  }

  /** The changes of what holds, each at the next end of a bucket. */
  #changesOf(rows: string, series: readonly string[]): string {
    const { dialect, period } = this.#scope;
    const change = (time: string, by: number, where: string) => {
      const { join, place } = this.#times.endingOf(dialect.quarterOf(time));
      return `SELECT ${list([...series, `CASE WHEN ${time} < ${period.from} THEN 0 ELSE ${place} END AS ending`, `${by} AS change`])}
  FROM (${rows}) AS span${join}${where}`;
    };
    return `${change('since', 1, '')} UNION ALL ${change('until', -1, ` WHERE until < ${period.to}`)}`;
  }

  #runningCount(changes: string, series: readonly string[]): string {
    const { bucketTable, endingTable } = this.#times;
    const everywhere = `SELECT ${list([...series, `${endingTable}.ending`, '0'])} FROM (SELECT DISTINCT ${list([...series, '1'])} FROM changes) AS present CROSS JOIN ${endingTable}`;
    const running = `sum(sum(change)) OVER (${series.length > 0 ? `PARTITION BY ${list(series)} ` : ''}ORDER BY ending) AS m0`;
    return `SELECT ${list([...series, 'bucket', 'm0'])} FROM (
  WITH changes AS (${changes})
  SELECT ${list([...series, 'ending', running])} FROM (SELECT * FROM changes UNION ALL ${everywhere}) AS change${groupBy([...series, 'ending'])}) AS held
  JOIN ${bucketTable} ON ${bucketTable}.ending = held.ending
  WHERE m0 > 0`;
  }
}

/** Columns as a list. */
export function list(columns: readonly string[]): string {
  return columns.join(', ');
}

/** The GROUP BY of keys; nothing where there are none. */
export function groupBy(keys: readonly string[]): string {
  return keys.length > 0 ? `\n  GROUP BY ${list(keys)}` : '';
}
