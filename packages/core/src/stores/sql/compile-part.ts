import { isDaily, type Measure } from '../../metrics/measure.js';
import type { Condition } from '../../metrics/source.js';
import type { PlanPart, QueryPlan } from '../../query/plan.js';
import type { Parameters } from './parameters.js';
import { PopulationRows } from './population-rows.js';
import { type SourceScope, sourceSelect } from './sources.js';
import type { SpanTimes } from './span-times.js';

/** Compiles the parts of a span: each to a SELECT of its keys and its measures `m0`, `m1`, …. */
export class PartCompiler {
  readonly #scope: SourceScope;
  readonly #parameters: Parameters;
  readonly #times: SpanTimes;
  readonly #rows: PopulationRows;
  readonly #dimensionKeys: readonly string[];
  readonly #keys: readonly string[];

  constructor(
    { dimensions, filters }: Pick<QueryPlan, 'dimensions' | 'filters'>,
    { scope, parameters, times }: { scope: SourceScope; parameters: Parameters; times: SpanTimes },
  ) {
    this.#scope = scope;
    this.#parameters = parameters;
    this.#times = times;
    this.#rows = new PopulationRows(scope, parameters, { dimensions, filters });
    this.#dimensionKeys = dimensions.map((_, index) => `d${index}`);
    this.#keys = times.isSeries ? [...this.#dimensionKeys, 'bucket'] : this.#dimensionKeys;
  }

  part(part: PlanPart): string {
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
    const measures = part.measures.map((measure, index) => `${this.#measure(measure)} AS m${index}`);
    const presence = part.presence.map((measure) => `${this.#measure(measure)} > 0`).join(' OR ');
    return `SELECT ${list([...this.#keys, ...measures])} FROM (${this.#placedRows(part)}) AS counted${groupBy(this.#keys)} HAVING ${presence}`;
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
      from: sourceSelect(source, this.#scope, columnsOf(measures)),
      columns: Object.entries(places).map(([name, { place }]) => `${place} AS ${name}`),
      join: Object.values(places)
        .map(({ join }) => join)
        .join(''),
      where: inPeriod,
    });
  }

  #measure({ aggregate, column, where }: Measure): string {
    const filter = where.length > 0 ? ` FILTER (WHERE ${this.#conditions(where)})` : '';
    const stated: Condition[] = column === undefined ? [] : [{ column, known: true }];
    switch (aggregate) {
      case 'count_distinct':
        return `count(DISTINCT ${column})${filter}`;
      case 'count_distinct_daily':
        return `count(DISTINCT (day, ${column})) FILTER (WHERE ${this.#conditions([...where, ...stated])})`;
      case 'sum':
        return `coalesce(sum(${column})${filter}, 0)`;
      case 'sum_of_squares':
        return `coalesce(sum(${this.#scope.dialect.exact(`${column}`)} * ${column})${filter}, 0)`;
      default:
        return `count(*)${filter}`;
    }
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
    const stated = [`${column} IS NOT NULL`, ...(where.length > 0 ? [this.#conditions(where)] : [])].join(' AND ');
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
    const where = measure!.where.length > 0 ? [this.#conditions(measure!.where)] : [];
    const rows = this.#rows.select({
      from: sourceSelect(source, this.#scope, columnsOf([measure!])),
      where: [`s.since < ${this.#scope.period.to}`, ...where],
    });
    const divisor = measure!.column === undefined ? [] : [measure!.column];
    const held = this.#times.isSeries ? this.#runningCount(rows, divisor) : this.#countNow(rows, divisor);
    if (divisor.length === 0) return held;
    const fractions = `string_agg(${divisor[0]} || ':' || m0, ',')`;
    return `SELECT ${list([...this.#keys, `${fractions} AS m0`])} FROM (${held}) AS held${groupBy(this.#keys)} HAVING count(*) > 0`;
  }

  #countNow(rows: string, divisor: readonly string[]): string {
    const keys = [...this.#keys, ...divisor];
    return `SELECT ${list([...keys, 'count(*) AS m0'])} FROM (${rows}) AS span
  WHERE until IS NULL OR until >= ${this.#scope.period.to}${groupBy(keys)} HAVING count(*) > 0`;
  }

  #runningCount(rows: string, divisor: readonly string[]): string {
    const { dialect, period } = this.#scope;
    const { bucketTable, endingTable } = this.#times;
    const series = [...this.#dimensionKeys, ...divisor];
    const change = (time: string, by: number, where: string) => {
      const { join, place } = this.#times.endingOf(dialect.quarterOf(time));
      return `SELECT ${list([...series, `CASE WHEN ${time} < ${period.from} THEN 0 ELSE ${place} END AS ending`, `${by} AS change`])}
  FROM (${rows}) AS span${join}${where}`;
    };
    const changes = `${change('since', 1, '')} UNION ALL ${change('until', -1, ` WHERE until < ${period.to}`)}`;
    const everywhere = `SELECT ${list([...series, `${endingTable}.ending`, '0'])} FROM (SELECT DISTINCT ${list([...series, '1'])} FROM changes) AS present CROSS JOIN ${endingTable}`;
    const running = `sum(sum(change)) OVER (${series.length > 0 ? `PARTITION BY ${list(series)} ` : ''}ORDER BY ending) AS m0`;
    return `SELECT ${list([...series, 'bucket', 'm0'])} FROM (
  WITH changes AS (${changes})
  SELECT ${list([...series, 'ending', running])} FROM (SELECT * FROM changes UNION ALL ${everywhere}) AS change${groupBy([...series, 'ending'])}) AS held
  JOIN ${bucketTable} ON ${bucketTable}.ending = held.ending
  WHERE m0 > 0`;
  }

  #conditions(where: readonly Condition[]): string {
    return where.map((condition) => this.#condition(condition)).join(' AND ');
  }

  #condition(condition: Condition): string {
    const { column } = condition;
    if ('known' in condition) return `${column} IS ${condition.known ? 'NOT ' : ''}NULL`;
    if (typeof condition.is === 'boolean') return condition.is ? column : `NOT ${column}`;
    if (typeof condition.is === 'string') return `${column} = ${this.#parameters.text(condition.is)}`;
    return this.#scope.dialect.isAnyOf(column, this.#parameters.text(condition.is));
  }
}

/** The columns that measures read. */
function columnsOf(measures: readonly Measure[]): ReadonlySet<string> {
  return new Set(measures.flatMap(({ column, where }) => [column ?? [], where.map((each) => each.column)].flat()));
}

/** Columns as a list. */
export function list(columns: readonly string[]): string {
  return columns.join(', ');
}

/** The GROUP BY of keys; nothing where there are none. */
export function groupBy(keys: readonly string[]): string {
  return keys.length > 0 ? `\n  GROUP BY ${list(keys)}` : '';
}
