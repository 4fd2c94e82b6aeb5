import type { EventType } from '../../events/index.js';
import { type Fact, type Fold, logName } from '../../facts/fact.js';
import type { Dialect } from './dialect.js';

/** What a fold reads: the log whole, or a part of it. */
export interface FoldSource {
  /** A table or subquery with the columns of the log; the log itself where absent. */
  readonly log?: string;
  /** A condition on the events; all where absent. */
  readonly where?: string;
}

/**
 * The SELECT that folds the events of a fact: the tenant, its key, then its columns in the order of the declaration.
 *
 * Events are ranked once by `(occurred_at, id)`; "first", "last" and "after" compare ranks.
 */
export function foldSelect(fact: Fact, dialect: Dialect, source: FoldSource = {}): string {
  const key = ['tenant_id', ...fact.key];
  const columns = Object.entries(fact.columns).map(([name, fold]) => `${foldExpression(fold, dialect)} AS ${name}`);
  return `SELECT ${[...key, ...columns].join(', ')}
FROM (${rankedEvents(fact, key, source)}) AS ranked
GROUP BY ${key.join(', ')}
HAVING count(*) FILTER (WHERE ${isOneOf(fact.exists)}) > 0`;
}

function rankedEvents(fact: Fact, key: readonly string[], { log = logName(fact), where }: FoldSource): string {
  const partition = `PARTITION BY ${key.join(', ')}`;
  const marks = [...new Set(Object.values(fact.columns).flatMap(afterOf))].map(
    (type) => `, max(CASE WHEN type = '${type}' THEN rank END) OVER (${partition}) AS ${lastRank(type)}`,
  );
  const ranked = `SELECT *, row_number() OVER (${partition} ORDER BY occurred_at, id) AS rank
  FROM ${log}${where === undefined ? '' : ` WHERE ${where}`}`;
  return marks.length === 0 ? ranked : `SELECT *${marks.join('')} FROM (${ranked}) AS numbered`;
}

function afterOf(fold: Fold): EventType[] {
  return 'after' in fold && fold.after !== undefined ? [fold.after] : [];
}

function lastRank(type: EventType): string {
  return `last_${type.toLowerCase()}`;
}

function foldExpression(fold: Fold, dialect: Dialect): string {
  switch (fold.fold) {
    case 'min':
      return `min(occurred_at) FILTER (WHERE ${counts(fold)})`;
    case 'first':
      return dialect.firstBy(fold.column, 'rank', counts(fold));
    case 'last': {
      const stated = fold.stated ? ` AND ${fold.column} IS NOT NULL` : '';
      return dialect.lastBy(fold.column, 'rank', counts(fold) + stated);
    }
    case 'last_type':
      return nameOf(fold.names, dialect);
  }
}

function counts(fold: { readonly of: readonly EventType[]; readonly after?: EventType }): string {
  const after = fold.after === undefined ? '' : ` AND rank > coalesce(${lastRank(fold.after)}, 0)`;
  return isOneOf(fold.of) + after;
}

function isOneOf(types: readonly EventType[]): string {
  return `type IN (${types.map((type) => `'${type}'`).join(', ')})`;
}

function nameOf(names: Readonly<Partial<Record<EventType, string>>>, dialect: Dialect): string {
  const types = Object.keys(names) as EventType[];
  const branches = types.map((type) => `WHEN '${type}' THEN '${names[type]}'`).join(' ');
  return `CASE ${dialect.lastBy('type', 'rank', isOneOf(types))} ${branches} END`;
}
