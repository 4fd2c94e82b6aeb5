import type { ColumnType } from '../../facts/event-row.js';

/** A column of a table, and its type. */
export interface TypedColumn {
  readonly column: string;
  readonly type: ColumnType;
}

/** What differs between the SQL of the stores; everything else is the same text. */
export interface Dialect {
  /** A parameter, by its 1-based place. */
  parameter(place: number): string;
  /** The name of a column's type. */
  typeName(type: ColumnType): string;
  /** Aggregate: the value of a column in the last event, by `(occurred_at, id)`, of those that pass `filter`. */
  lastBy(column: TypedColumn, filter: string): string;
  /** Aggregate: the value of a column in the first event, by `(occurred_at, id)`, of those that pass `filter`. */
  firstBy(column: TypedColumn, filter: string): string;
  /** A text that is ordered by its code points, whatever the database's collation is. */
  byCodePoint(expression: string): string;
  /** Whether a text is one of an array of texts. */
  isAnyOf(expression: string, array: string): string;
  /** The text of a member of a JSON object; `path` holds what `memberPath` gives for its name. */
  member(json: string, path: string): string;
  /** How the name of a member is bound. */
  memberPath(name: string): string;
  /**
   * In a FROM clause: joins the rows of a table, as `s`, that a condition finds for each row before it. There are few of
   * those: each looks its rows up in an index.
   *
   * @param columns those of `s`; all where absent. They may begin with DISTINCT, which needs not hold
   */
  lookUp(table: string, condition: string, columns?: string): string;
  /** As `lookUp`, of one row at most, nulls where there is none. */
  lookUpOne(table: string, condition: string): string;
  /** Whether `lookUp` goes from row to row: to read all of a stretch at once is then faster than to look most of it up. */
  readonly looksUpRows: boolean;
  /** The table of activity that rollups are made from: without what is noted as added to them. */
  readonly settledActivity: string;
  /**
   * Whether `dirty_hour` notes (`adds`) where a batch added activity, by quarter hour, and what: the columns of
   * rollups, and the numbers of the `learners`.
   */
  readonly notesAdded: boolean;
  /** In a SELECT list: a row for each element of an array; several of them go in step. */
  unnest(array: string): string;
  /** In a SELECT list: a row for each whole number from `first` (included) to `end` (excluded). */
  series(first: string, end: string): string;
  /** The whole part of the quotient of two whole numbers that are not negative. */
  wholeQuotient(numerator: string, denominator: string): string;
  /** A whole number in a type that holds its square, and sums of such, exactly. */
  exact(expression: string): string;
  /** The number of the quarter hour (UTC, since the epoch) of an instant in milliseconds. */
  quarterOf(instant: string): string;
}
