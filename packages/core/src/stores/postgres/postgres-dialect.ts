import type { Dialect, TypedColumn } from '../sql/dialect.js';

const typeNames = {
  text: 'text',
  integer: 'bigint',
  double: 'double precision',
  boolean: 'boolean',
  json: 'text',
} as const;

/**
 * The value of a column in the row that is the first or last by `(occurred_at, id)`, as the least or greatest of arrays:
 * each `array_agg … ORDER BY` would sort its rows by itself. Moments are made texts of one length.
 */
const extreme = (aggregate: 'min' | 'max', { column, type }: TypedColumn, filter: string) =>
  `((${aggregate}(ARRAY[(1000000000000000 + occurred_at)::text COLLATE "C", id, ${column}::text]) FILTER (WHERE ${filter}))[3]::${typeNames[type]})`;

/** SQL as PostgreSQL speaks it. */
export const postgresDialect: Dialect = {
  parameter: (place) => `$${place}`,
  typeName: (type) => typeNames[type],
  lastBy: (column, filter) => extreme('max', column, filter),
  firstBy: (column, filter) => extreme('min', column, filter),
  byCodePoint: (expression) => `(${expression}) COLLATE "C"`,
  isAnyOf: (expression, array) => `${expression} = ANY (${array})`,
  member: (json, name) => `(${json}::json ->> ${name}) COLLATE "C"`,
  memberPath: (name) => name,
  // Joined any other way, all of an index would be read: how many rows come before is not known when it is planned.
  lookUp: (table, condition, columns = 's.*') =>
    ` CROSS JOIN LATERAL (SELECT ${columns} FROM ${table} AS s WHERE ${condition} OFFSET 0) AS s`,
  lookUpOne: (table, condition) =>
    ` LEFT JOIN LATERAL (SELECT s.* FROM ${table} AS s WHERE ${condition} OFFSET 0) AS s ON true`,
  looksUpRows: true,
  settledActivity: 'settled_activity',
  notesAdded: true,
  unnest: (array) => `unnest(${array})`,
  series: (first, end) => `generate_series(${first}, ${end} - 1)`,
  wholeQuotient: (numerator, denominator) => `(${numerator} / ${denominator})`,
  exact: (expression) => `${expression}::numeric`,
  quarterOf: (instant) => `(${instant} / 900000)`,
};
