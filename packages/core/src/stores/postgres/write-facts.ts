import type { EventType } from '../../events/index.js';
import { activityFact, facts } from '../../facts/catalogue.js';
import { type Fact, logColumns, logName } from '../../facts/fact.js';
import { enrollmentSpanSelect } from '../sql/enrollment-spans.js';
import { foldSelect, isEventOf, isOneOf } from '../sql/fold.js';
import type { Client } from './client.js';
import { postgresDialect } from './postgres-dialect.js';

/**
 * Writes what staged events of a tenant make true: activity is added up, every other fact gets its events in its log and
 * is folded anew for the keys that they touch. Facts and keys are taken in one order by all writers, so that they wait
 * for each other rather than deadlock.
 */
export async function writeFacts(client: Client, tenantId: string, types: ReadonlySet<EventType>): Promise<void> {
  for (const fact of Object.values(facts) as Fact[]) {
    if (!fact.of.some((type) => types.has(type))) continue;
    await appendLog(client, tenantId, fact);
    const touched = `SELECT ${fact.key.join(', ')} FROM staged WHERE tenant_id = $1 AND ${isEventOf(fact)}`;
    await refold(client, { tenantId, fact, touched });
  }
  if (activityFact.of.some((type) => types.has(type))) await addActivity(client, tenantId);
}

async function addActivity(client: Client, tenantId: string): Promise<void> {
  const key = 'quarter, course_id, user_id, kind, module_id';
  await client.query(
    `INSERT INTO activity_sum (tenant_id, ${key}, count, duration_ms)
     SELECT tenant_id, ${postgresDialect.quarterOf('occurred_at')}, course_id, user_id, kind, coalesce(module_id, ''), sum(count), sum(duration_ms)
     FROM staged WHERE tenant_id = $1 AND ${isOneOf(activityFact.of)}
     GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
     ON CONFLICT (tenant_id, ${key}) DO UPDATE SET count = activity_sum.count + excluded.count,
       duration_ms = coalesce(activity_sum.duration_ms + excluded.duration_ms, activity_sum.duration_ms, excluded.duration_ms)`,
    [tenantId],
  );
}

async function appendLog(client: Client, tenantId: string, fact: Fact): Promise<void> {
  const columns = logColumns(fact).join(', ');
  await client.query(
    `INSERT INTO ${logName(fact)} (${columns})
     SELECT ${columns} FROM staged WHERE tenant_id = $1 AND ${isEventOf(fact)}
     ORDER BY ${[...fact.key, 'occurred_at', 'id'].join(', ')}`,
    [tenantId],
  );
}

/** Which facts are folded anew: those of the keys that a SELECT gives, with the tenant as `$1`. */
interface Refolding {
  readonly tenantId: string;
  readonly fact: Fact;
  readonly touched: string;
}

/**
 * Folds facts anew from their log. Their rows are made and locked first: what another writer adds to the log of a key is
 * then either committed, and read here, or added after this transaction, and folded there.
 */
export async function refold(client: Client, { tenantId, fact, touched }: Refolding): Promise<void> {
  const run = (sql: string) => client.query(sql, [tenantId]);
  const key = fact.key.join(', ');
  const isTouched = (table: string) =>
    `${table}.tenant_id = $1 AND (${fact.key.map((column) => `${table}.${column}`).join(', ')}) IN (${touched})`;
  await run(
    `INSERT INTO ${fact.name} (tenant_id, ${key}) SELECT DISTINCT $1, ${key} FROM (${touched}) AS touched
     ORDER BY ${key} ON CONFLICT DO NOTHING`,
  );
  await run(`SELECT 1 FROM ${fact.name} WHERE ${isTouched(fact.name)} ORDER BY ${key} FOR UPDATE`);
  await run(updateSql(fact, isTouched));
  if (!fact.of.every((type) => fact.exists.includes(type))) await run(deleteSql(fact, isTouched));
  if (fact.name === facts.enrollment.name) await rewriteSpans(run, isTouched);
}

type IsTouched = (table: string) => string;

/** Every row is there and locked, so each conflicts: the key finds it, whatever the planner believes of the tables. */
function updateSql(fact: Fact, isTouched: IsTouched): string {
  const columns = Object.keys(fact.columns);
  const log = `(SELECT * FROM ${logName(fact)} AS log WHERE ${isTouched('log')}) AS touched_log`;
  const of = (table: string) => columns.map((column) => `${table}.${column}`).join(', ');
  const key = ['tenant_id', ...fact.key].join(', ');
  return `INSERT INTO ${fact.name} (${key}, ${columns.join(', ')}) ${foldSelect(fact, postgresDialect, log)}
    ON CONFLICT (${key}) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}
    WHERE (${of(fact.name)}) IS DISTINCT FROM (${of('excluded')})`;
}

/** Removes the rows of keys that have no event by which the fact exists. */
function deleteSql(fact: Fact, isTouched: IsTouched): string {
  const sameKey = fact.key.map((column) => `log.${column} = ${fact.name}.${column}`).join(' AND ');
  return `DELETE FROM ${fact.name} WHERE ${isTouched(fact.name)} AND NOT EXISTS (SELECT FROM ${logName(fact)} AS log
    WHERE log.tenant_id = $1 AND ${sameKey} AND log.${isOneOf(fact.exists)})`;
}

/** Works out anew the spans of the enrollments that are touched. */
async function rewriteSpans(run: (sql: string) => Promise<unknown>, isTouched: IsTouched): Promise<void> {
  await run(`DELETE FROM enrollment_span WHERE ${isTouched('enrollment_span')}`);
  const log = `(SELECT * FROM enrollment_event AS own WHERE ${isTouched('own')}) AS log`;
  // The enrollments are not narrowed to those touched: so each is found by its key, however many the planner believes there are.
  const source = { log, enrollments: '(SELECT * FROM enrollment WHERE tenant_id = $1) AS enrolled' };
  await run(
    `INSERT INTO enrollment_span (tenant_id, user_id, course_id, since, until, revoked_at) ${enrollmentSpanSelect(source)}`,
  );
}
