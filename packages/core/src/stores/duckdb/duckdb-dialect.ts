import type { Dialect } from '../sql/dialect.js';

const typeNames = {
  text: 'VARCHAR',
  integer: 'BIGINT',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
  json: 'VARCHAR',
} as const;

/** SQL as DuckDB speaks it. */
export const duckdbDialect: Dialect = {
  parameter: (place) => `$${place}`,
  typeName: (type) => typeNames[type],
  lastBy: ({ column }, filter) => `arg_max_null(${column}, (occurred_at, id)) FILTER (WHERE ${filter})`,
  firstBy: ({ column }, filter) => `arg_min_null(${column}, (occurred_at, id)) FILTER (WHERE ${filter})`,
  byCodePoint: (expression) => expression,
  isAnyOf: (expression, array) => `list_contains(${array}, ${expression})`,
  member: (json, path) => `json_extract_string(${json}, ${path})`,
  memberPath: (name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
  lookUp: (table, condition) => ` JOIN ${table} AS s ON ${condition}`,
  lookUpOne: (table, condition) => ` LEFT JOIN ${table} AS s ON ${condition}`,
  looksUpRows: false,
  settledActivity: 'activity',
  notesAdded: false,
  unnest: (array) => `unnest(${array})`,
  series: (first, end) => `unnest(range(${first}, ${end}))`,
  wholeQuotient: (numerator, denominator) => `(${numerator} // ${denominator})`,
  exact: (expression) => `${expression}::HUGEINT`,
  quarterOf: (instant) => `(${instant} // 900000)`,
};
