import type { Measure } from '../../metrics/measure.js';
import type { Condition } from '../../metrics/source.js';
import type { Dialect } from './dialect.js';
import type { Parameters } from './parameters.js';

/** What the text of a measure binds its values with. */
export interface Binding {
  readonly dialect: Dialect;
  readonly parameters: Parameters;
}

/** The aggregate of a measure over the rows of its population; `day` is their local day. */
export function measureSql({ aggregate, column, where }: Measure, binding: Binding): string {
  const filter = where.length > 0 ? ` FILTER (WHERE ${conditionsSql(where, binding)})` : '';
  const stated: Condition[] = column === undefined ? [] : [{ column, known: true }];
  switch (aggregate) {
    case 'count_distinct':
      return `count(DISTINCT ${column})${filter}`;
    case 'count_distinct_daily':
      return `count(DISTINCT (day, ${column})) FILTER (WHERE ${conditionsSql([...where, ...stated], binding)})`;
    case 'sum':
      return `coalesce(sum(${column})${filter}, 0)`;
    case 'sum_of_squares':
      return `coalesce(sum(${binding.dialect.exact(`${column}`)} * ${column})${filter}, 0)`;
    default:
      return `count(*)${filter}`;
  }
}

/** That all conditions hold. */
export function conditionsSql(where: readonly Condition[], binding: Binding): string {
  return where.map((condition) => conditionSql(condition, binding)).join(' AND ');
}

function conditionSql(condition: Condition, { dialect, parameters }: Binding): string {
  const { column } = condition;
  if ('known' in condition) return `${column} IS ${condition.known ? 'NOT ' : ''}NULL`;
  if (typeof condition.is === 'boolean') return condition.is ? column : `NOT ${column}`;
  if (typeof condition.is === 'string') return `${column} = ${parameters.text(condition.is)}`;
  return dialect.isAnyOf(column, parameters.text(condition.is));
}

/** The columns that measures read. */
export function columnsOf(measures: readonly Measure[]): ReadonlySet<string> {
  return new Set(measures.flatMap(({ column, where }) => [column ?? [], where.map((each) => each.column)].flat()));
}
