import { type EventColumn, eventColumns } from './event-row.js';
import type { Fold } from './fact.js';

/**
 * How a column is shown to people: `instant` is stored as milliseconds since the epoch, `quarter` as quarter hours since
 * it, `percent` as millionths; `double`, `boolean`, `json`, `integer` and `text` are what they say.
 */
export type ShownType = 'text' | 'integer' | 'instant' | 'quarter' | 'percent' | 'double' | 'boolean' | 'json';

/** Columns of a table by name, in their order. */
export type ShownColumns = Readonly<Record<string, ShownType>>;

const shownEventColumns: Readonly<Partial<Record<EventColumn, ShownType>>> = {
  occurred_at: 'instant',
  starts_at: 'instant',
  ends_at: 'instant',
  score_percent: 'percent',
  final_score: 'percent',
};

function shownEventColumn(column: EventColumn): ShownType {
  return shownEventColumns[column] ?? eventColumns[column];
}

function shownFold(fold: Fold): ShownType {
  if ('column' in fold) return shownEventColumn(fold.column);
  return fold.fold === 'last_type' ? 'text' : 'instant';
}

/** Columns of events. */
export function ofEvents(columns: readonly EventColumn[]): ShownColumns {
  return Object.fromEntries(columns.map((column) => [column, shownEventColumn(column)]));
}

/** Columns of a fact. */
export function ofFolds(columns: Readonly<Record<string, Fold>>): ShownColumns {
  return Object.fromEntries(Object.entries(columns).map(([column, fold]) => [column, shownFold(fold)]));
}
