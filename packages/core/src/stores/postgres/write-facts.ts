import type { LmsEvent } from '../../events/index.js';
import { activityFact, facts } from '../../facts/catalogue.js';
import { columnValue } from '../../facts/event-row.js';
import { type Fact, logColumns, logName } from '../../facts/fact.js';
import { enrollmentSpanSelect } from '../sql/enrollment-spans.js';
import { foldSelect, isEventOf, isOneOf } from '../sql/fold.js';
import { type ChangeLog, isActivity } from './change-log.js';
import type { Client } from './client.js';
import { postgresDialect } from './postgres-dialect.js';
import type { BatchEvent } from './stage-events.js';

/** Staged events that are written. */
export interface StagedBatch {
  readonly tenantId: string;
  /** The mark of the batch, as identities have it. */
  readonly mark: bigint;
  /** The staged events, and maybe some that were dropped again. */
  readonly events: readonly BatchEvent[];
  /** Where it is noted what changes. */
  readonly changes: ChangeLog | undefined;
}

/**
 * Writes what staged events of a tenant make true: activity is added, every other fact gets its events in its log and is
 * folded for the keys that they touch. Facts and keys are taken in one order by all writers, so that they wait for each
 * other rather than deadlock; what nobody waits for comes first.
 */
export async function writeFacts(client: Client, { tenantId, mark, events, changes }: StagedBatch): Promise<void> {
  changes?.noteEvents(events);
  if (events.some(({ event }) => isActivity(event.type))) await addActivity(client, tenantId, mark);
  for (const fact of Object.values(facts) as Fact[]) {
    const own = events.filter(({ event }) => isOf(fact, event));
    if (own.length === 0) continue;
    await appendLog(client, tenantId, fact);
    await foldTouched(client, { tenantId, fact, touched: keysOf(fact), changes }, own);
  }
}

/** Whether an event is one of those that a fact is folded from. */
function isOf({ of, states }: Fact, event: LmsEvent): boolean {
  return of.includes(event.type) && (states?.some((column) => columnValue(event, column) != null) ?? true);
}

/** How many different keys of a fact events have; no text has U+0000. */
function countKeys({ key }: Fact, events: readonly BatchEvent[]): number {
  return new Set(events.map(({ event }) => key.map((column) => columnValue(event, column)).join('\0'))).size;
}

/** Sums of a batch are rows of their own: no writer waits for another, and none looks for a row to add to. */
async function addActivity(client: Client, tenantId: string, mark: bigint): Promise<void> {
  await client.query(
    `INSERT INTO activity_sum (tenant_id, quarter, course_id, user_id, kind, module_id, count, duration_ms, batch, seq)
     SELECT tenant_id, ${postgresDialect.quarterOf('occurred_at')}, course_id, user_id, kind, coalesce(module_id, ''),
       sum(count), sum(duration_ms), $2::bigint, min(seq)
     FROM staged WHERE tenant_id = $1 AND ${isOneOf(activityFact.of)} GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3`,
    [tenantId, mark],
  );
}

async function appendLog(client: Client, tenantId: string, fact: Fact): Promise<void> {
  const columns = logColumns(fact).join(', ');
  await client.query(
    `INSERT INTO ${logName(fact)} (${columns}) ${stagedOf(fact)} ORDER BY ${[...fact.key, 'occurred_at', 'id'].join(', ')}`,
    [tenantId],
  );
}

/** The staged events of a fact, as its log has them. */
function stagedOf(fact: Fact): string {
  return `SELECT ${logColumns(fact).join(', ')} FROM staged WHERE tenant_id = $1 AND ${isEventOf(fact)}`;
}

/** The keys of a fact that staged events touch. */
function keysOf(fact: Fact): string {
  return `SELECT DISTINCT ${fact.key.join(', ')} FROM staged WHERE tenant_id = $1 AND ${isEventOf(fact)}`;
}

/** Which facts are folded: those of the different keys that a SELECT gives, with the tenant as `$1`. */
interface Refolding {
  readonly tenantId: string;
  readonly fact: Fact;
  readonly touched: string;
  readonly changes: ChangeLog | undefined;
}

/** Folds the facts that staged events touch. */
async function foldTouched(client: Client, refolding: Refolding, events: readonly BatchEvent[]): Promise<void> {
  const { fact } = refolding;
  if (existsByAny(fact)) {
    if ((await makeFacts(client, refolding)) < countKeys(fact, events)) await refoldMade(client, refolding);
    else await noteMade(refolding);
    return;
  }
  const made = await makeRows(client, refolding);
  await refoldMade(client, refolding, { areNew: made === countKeys(fact, events) });
  const isAnyEmpty = made > 0 && events.some(({ event }) => !fact.exists.includes(event.type));
  if (isAnyEmpty) await client.query(deleteSql(refolding), [refolding.tenantId]);
}

/**
 * Makes the facts that no event before the staged ones had touched, locks the others, and gives the number of those made.
 * A key whose row is not there has no event in the log but those of writers that are yet to make the row, and find it then.
 *
 * This is for facts that exist by any of their events: of others, a key without a row can have events.
 */
async function makeFacts(client: Client, { tenantId, fact }: Refolding): Promise<number> {
  const key = fact.key.join(', ');
  const { rowCount } = await client.query(
    `INSERT INTO ${fact.name} (tenant_id, ${key}, ${Object.keys(fact.columns).join(', ')})
     ${foldSelect(fact, postgresDialect, `(${stagedOf(fact)}) AS log`)} ORDER BY ${key} ${orLock(fact)}`,
    [tenantId],
  );
  return rowCount ?? 0;
}

/**
 * Notes facts that there were not before, where they are counted at times of their events, which are noted, but in another
 * course: attempts are of the one that their last event names.
 */
async function noteMade({ fact, touched, changes }: Refolding): Promise<void> {
  if (fact.name !== facts.attempt.name) return;
  await changes?.note(fact, (table) => touchedRows(table, { fact, touched }));
  await changes?.noteFirstAttempts(touched);
}

function existsByAny(fact: Fact): boolean {
  return fact.of.every((type) => fact.exists.includes(type));
}

/** Folds facts anew from their log. */
export async function refold(client: Client, refolding: Refolding): Promise<void> {
  await makeRows(client, refolding);
  await refoldMade(client, refolding);
}

/** Makes the rows of facts that are not there, locks the others, and gives the number of those made. */
async function makeRows(client: Client, { tenantId, fact, touched }: Refolding): Promise<number> {
  const key = fact.key.join(', ');
  const { rowCount } = await client.query(
    `INSERT INTO ${fact.name} (tenant_id, ${key}) SELECT $1, ${key} FROM (${touched} ORDER BY ${key}) AS touched ${orLock(fact)}`,
    [tenantId],
  );
  return rowCount ?? 0;
}

/** What an INSERT does with a row that is there: a conflicting row is locked before the condition says not to change it. */
function orLock({ key }: Fact): string {
  return `ON CONFLICT (${['tenant_id', ...key].join(', ')}) DO UPDATE SET ${key[0]} = excluded.${key[0]} WHERE false`;
}

/**
 * Folds facts whose rows are there and locked: what another writer adds to the log of a key is either committed, and read
 * here, or added after this transaction, and folded there.
 *
 * @param areNew whether none was there before: then nothing was counted
 */
async function refoldMade(client: Client, refolding: Refolding, { areNew = false } = {}): Promise<void> {
  const { tenantId, fact, touched, changes } = refolding;
  const rowsOf = (table: string) => touchedRows(table, refolding);
  const run = (sql: string) => client.query(sql, [tenantId]);
  if (!areNew) await changes?.note(fact, rowsOf);
  await run(updateSql(refolding));
  await changes?.note(fact, rowsOf, { isAgain: !areNew });
  if (fact.name === facts.attempt.name) await changes?.noteFirstAttempts(touched);
  if (fact.name === facts.enrollment.name) await rewriteSpans(run, refolding);
}

/**
 * The rows of a table that touched keys have. Each is found through the primary key: joined any other way, tables that
 * have no statistics yet are read as a whole for every key.
 */
function touchedRows(table: string, { fact, touched }: Pick<Refolding, 'fact' | 'touched'>): string {
  const sameKey = fact.key.map((column) => `own.${column} = touched.${column}`).join(' AND ');
  return `(SELECT found.* FROM (${touched} ORDER BY ${fact.key.join(', ')}) AS touched CROSS JOIN LATERAL
    (SELECT own.ctid, own.* FROM ${table} AS own WHERE own.tenant_id = $1 AND ${sameKey} OFFSET 0) AS found)`;
}

/** Every row is there and locked, so each conflicts: the key finds it. */
function updateSql(refolding: Refolding): string {
  const { fact } = refolding;
  const columns = Object.keys(fact.columns);
  const of = (table: string) => columns.map((column) => `${table}.${column}`).join(', ');
  const key = ['tenant_id', ...fact.key].join(', ');
  const log = `${touchedRows(logName(fact), refolding)} AS log`;
  return `INSERT INTO ${fact.name} (${key}, ${columns.join(', ')}) ${foldSelect(fact, postgresDialect, log)}
    ON CONFLICT (${key}) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}
    WHERE (${of(fact.name)}) IS DISTINCT FROM (${of('excluded')})`;
}

/** Removes the rows of keys that have no event by which the fact exists: folding left them as they were made, empty. */
function deleteSql(refolding: Refolding): string {
  const columns = Object.keys(refolding.fact.columns).map((column) => `own.${column}`);
  return deleteRows(refolding, refolding.fact.name, ` WHERE (${columns.join(', ')}) IS NULL`);
}

/** Deletes, of the rows of a table that touched keys have, those that a condition names. */
function deleteRows(refolding: Refolding, table: string, where = ''): string {
  return `DELETE FROM ${table} WHERE tenant_id = $1
    AND ctid = ANY (ARRAY(SELECT own.ctid FROM ${touchedRows(table, refolding)} AS own${where}))`;
}

/** Works out anew the spans of the enrollments that are touched. */
async function rewriteSpans(run: (sql: string) => Promise<unknown>, refolding: Refolding): Promise<void> {
  await run(deleteRows(refolding, 'enrollment_span'));
  const enrolled = `SELECT * FROM enrollment AS own WHERE own.tenant_id = $1
    AND own.user_id = span.user_id AND own.course_id = span.course_id OFFSET 0`;
  const log = `${touchedRows('enrollment_event', refolding)} AS log`;
  const source = { log, enrollments: `LATERAL (${enrolled}) AS enrolled` };
  await run(
    `INSERT INTO enrollment_span (tenant_id, user_id, course_id, since, until, revoked_at) ${enrollmentSpanSelect(source)}`,
  );
}
