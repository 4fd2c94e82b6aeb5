import type { EventType } from '../../events/index.js';
import { type EventColumn, eventColumns } from '../../facts/event-row.js';
import { type Fact, type Fold, logName } from '../../facts/fact.js';
import type { Dialect, TypedColumn } from './dialect.js';

/**
 * The SELECT that folds the events of a fact: the tenant, its key, then its columns in the order of the declaration.
 *
 * @param log the events: a table or subquery with the columns of the log; the log itself where absent
 */
export function foldSelect(fact: Fact, dialect: Dialect, log: string = logName(fact)): string {
  const key = ['tenant_id', ...fact.key];
  const columns = Object.entries(fact.columns).map(([name, fold]) => `${foldExpression(fold, dialect)} AS ${name}`);
  return `WITH event AS (SELECT * FROM ${log})
SELECT ${[...key.map((column) => `event.${column}`), ...columns].join(', ')}
FROM event${afterJoins(fact, key, dialect)}
GROUP BY ${key.map((column) => `event.${column}`).join(', ')}
HAVING count(*) FILTER (WHERE ${isOneOf(fact.exists)}) > 0`;
}

/** For each type of event that others must come after: where the last one of the key lies. */
function afterJoins(fact: Fact, key: readonly string[], dialect: Dialect): string {
  const types = new Set(Object.values(fact.columns).flatMap((fold) => ('after' in fold && fold.after) || []));
  return [...types]
    .map((type) => {
      const table = lastOf(type);
      const last = `SELECT ${key.join(', ')}, max(occurred_at) AS last_at, ${dialect.lastBy(columnOfEvent('id'), 'true')} AS last_id
  FROM event WHERE type = '${type}' GROUP BY ${key.join(', ')}`;
      const on = key.map((column) => `${table}.${column} = event.${column}`).join(' AND ');
      return `\nLEFT JOIN (${last}) AS ${table} ON ${on}`;
    })
    .join('');
}

function lastOf(type: EventType): string {
  return `last_${type.toLowerCase()}`;
}

function foldExpression(fold: Fold, dialect: Dialect): string {
  switch (fold.fold) {
    case 'min':
      return `min(occurred_at) FILTER (WHERE ${counts(fold)})`;
    case 'max':
      return `max(occurred_at) FILTER (WHERE ${counts(fold)})`;
    case 'first':
      return dialect.firstBy(columnOfEvent(fold.column), counts(fold));
    case 'last': {
      const stated = fold.stated ? ` AND event.${fold.column} IS NOT NULL` : '';
      return dialect.lastBy(columnOfEvent(fold.column), counts(fold) + stated);
    }
    case 'last_type':
      return nameOf(fold.names, dialect);
  }
}

function columnOfEvent(name: EventColumn): TypedColumn {
  return { column: `event.${name}`, type: eventColumns[name] };
}

function counts(fold: { readonly of: readonly EventType[]; readonly after?: EventType }): string {
  if (fold.after === undefined) return isOneOf(fold.of);
  const last = lastOf(fold.after);
  return `${isOneOf(fold.of)} AND (${last}.last_at IS NULL OR (occurred_at, id) > (${last}.last_at, ${last}.last_id))`;
}

/** The condition that an event is one of those that a fact is folded from. */
export function isEventOf({ of, states = [] }: Fact): string {
  const stated = states.map((column) => `${column} IS NOT NULL`).join(' OR ');
  return stated === '' ? isOneOf(of) : `${isOneOf(of)} AND (${stated})`;
}

/** The condition that an event is of one of these types. */
export function isOneOf(types: readonly EventType[]): string {
  return `type IN (${types.map((type) => `'${type}'`).join(', ')})`;
}

function nameOf(names: Readonly<Partial<Record<EventType, string>>>, dialect: Dialect): string {
  const types = Object.keys(names) as EventType[];
  const branches = types.map((type) => `WHEN '${type}' THEN '${names[type]}'`).join(' ');
  return `CASE ${dialect.lastBy(columnOfEvent('type'), isOneOf(types))} ${branches} END`;
}
