import type { Dialect } from '../sql/dialect.js';

const typeNames = {
  text: 'text',
  integer: 'bigint',
  double: 'double precision',
  boolean: 'boolean',
  json: 'text',
} as const;

/** The value of `expression` in the first row, by an order, of those that pass `filter`. */
const firstInOrder = (expression: string, filter: string, order: string) =>
  `(array_agg(${expression} ORDER BY ${order}) FILTER (WHERE ${filter}))[1]`;

/** SQL as PostgreSQL speaks it. */
export const postgresDialect: Dialect = {
  parameter: (place) => `$${place}`,
  typeName: (type) => typeNames[type],
  lastBy: (expression, filter) => firstInOrder(expression, filter, 'occurred_at DESC, id DESC'),
  firstBy: (expression, filter) => firstInOrder(expression, filter, 'occurred_at, id'),
  byCodePoint: (expression) => `(${expression}) COLLATE "C"`,
  isAnyOf: (expression, array) => `${expression} = ANY (${array})`,
  member: (json, name) => `(${json}::json ->> ${name}) COLLATE "C"`,
  memberPath: (name) => name,
  unnest: (array) => `unnest(${array})`,
  series: (first, end) => `generate_series(${first}, ${end} - 1)`,
  wholeQuotient: (numerator, denominator) => `(${numerator} / ${denominator})`,
  exact: (expression) => `${expression}::numeric`,
  quarterOf: (instant) => `(${instant} / 900000)`,
};
