import { activityFact, facts } from '../../facts/catalogue.js';
import type { RawEventCounts } from '../../retention/removals.js';
import type { StoredValue } from '../analytics-store.js';
import type { EventCount, FactCounts } from '../store-status.js';
import type { Dialect } from './dialect.js';
import { Parameters, type Statement } from './parameters.js';

/** A statement that counts, and what its rows say. */
export interface Counting<Counts> {
  readonly statement: Statement;
  readonly read: (rows: readonly (readonly StoredValue[])[]) => Counts;
}

/** Runs a statement that counts. */
export async function count<Counts>(
  { statement, read }: Counting<Counts>,
  run: (statement: Statement) => AsyncIterable<readonly (readonly StoredValue[])[]>,
): Promise<Counts> {
  const rows = [];
  for await (const some of run(statement)) rows.push(...some);
  return read(rows);
}

/** What events of each type a tenant has: one pass over the raw events, whose texts are not read. */
export function countEvents(tenantId: string, dialect: Dialect): Counting<EventCount[]> {
  const parameters = new Parameters(dialect);
  const columns = {
    count: 'count(*)',
    firstOccurredAt: 'min(occurred_at)',
    lastOccurredAt: 'max(occurred_at)',
    lastReceivedAt: 'max(received_at)',
  };
  const sql = `SELECT type, ${Object.values(columns).join(', ')} FROM raw_event
WHERE tenant_id = ${parameters.text(tenantId)} GROUP BY type ORDER BY ${dialect.byCodePoint('type')}`;
  return {
    statement: { sql, parameters: parameters.list },
    read: (rows) => rows.map(([type, ...numbers]) => ({ type: type as string, ...byName(columns, numbers) })),
  };
}

/** How many raw events of a tenant were received before a moment, and how many were not: one row. */
export function countRawEvents(
  { tenantId, before }: { tenantId: string; before: number },
  dialect: Dialect,
): Counting<RawEventCounts> {
  const parameters = new Parameters(dialect);
  const isRemovable = `received_at < ${parameters.integer(before)}`;
  const columns = {
    removable: `count(*) FILTER (WHERE ${isRemovable})`,
    kept: `count(*) FILTER (WHERE NOT ${isRemovable})`,
  };
  const sql = `SELECT ${Object.values(columns).join(', ')} FROM raw_event WHERE tenant_id = ${parameters.text(tenantId)}`;
  return { statement: { sql, parameters: parameters.list }, read: ([row = []]) => byName(columns, row) };
}

/**
 * How many of what a tenant has: one row.
 *
 * @param hasRemoved whether the store is one that activity can be removed from, and has what is left of it
 */
export function countFacts(tenantId: string, dialect: Dialect, hasRemoved = true): Counting<FactCounts> {
  const parameters = new Parameters(dialect);
  const tenant = parameters.text(tenantId);
  const of = ({ name }: Table) => `FROM ${name} WHERE tenant_id = ${tenant}`;
  const rows = (table: Table) => `(SELECT count(*) ${of(table)})`;
  const different = (column: string, tables: readonly Table[]) =>
    `(SELECT count(*) FROM (${tables.map((table) => `SELECT ${column} ${of(table)}`).join(' UNION ')}) AS named)`;
  const { learner, course, enrollment, module_completion: moduleCompletion, attempt } = facts;
  const ofLearnersInCourses = [enrollment, moduleCompletion, attempt, activityFact];
  const columns: Record<keyof FactCounts, string> = {
    learners: different('user_id', [learner, ...ofLearnersInCourses]),
    courses: different('course_id', [course, ...ofLearnersInCourses]),
    enrollments: rows(enrollment),
    moduleCompletions: rows(moduleCompletion),
    attempts: rows(attempt),
    recordedActivities: (hasRemoved ? [activityFact.name, 'removed_activity'] : [activityFact.name])
      .map((name) => `(SELECT coalesce(sum(count), 0)::${dialect.typeName('integer')} ${of({ name })})`)
      .join(' + '),
    erasedLearners: rows({ name: 'tombstone' }),
  };
  return {
    statement: { sql: `SELECT ${Object.values(columns).join(',\n  ')}`, parameters: parameters.list },
    read: ([row = []]) => byName(columns, row),
  };
}

interface Table {
  readonly name: string;
}

/** Numbers by the names of their columns, which are in this order. */
function byName<Name extends string>(columns: Record<Name, string>, numbers: readonly StoredValue[]) {
  const entries = Object.keys(columns).map((name, place) => [name, Number(numbers[place])]);
  return Object.fromEntries(entries) as Record<Name, number>;
}
