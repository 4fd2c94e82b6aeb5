import type { DuckDBConnection } from '@duckdb/node-api';
import type { EventType } from '../../events/index.js';
import { activityFact, facts } from '../../facts/catalogue.js';
import { type Fact, logColumns, logName } from '../../facts/fact.js';
import { enrollmentSpanSelect } from '../sql/enrollment-spans.js';
import { foldSelect, isEventOf, isOneOf } from '../sql/fold.js';
import { activityTimes, ChangeLog, type RowsOf } from './change-log.js';
import { duckdbDialect } from './duckdb-dialect.js';

/**
 * Writes what the events of a table make true: activity is added up, every other fact gets its events in its log and is
 * folded anew for the keys that they touch.
 */
export async function writeFacts(
  connection: DuckDBConnection,
  events: string,
  types: ReadonlySet<EventType>,
): Promise<void> {
  const changes = await ChangeLog.open(connection, events);
  if (activityFact.of.some((type) => types.has(type))) {
    await addActivity(connection, events);
    await changes?.noteTimes(activityFact.name, activityTimes(events));
  }
  for (const fact of Object.values(facts) as Fact[]) {
    if (!fact.of.some((type) => types.has(type))) continue;
    await foldFact(connection, fact, events, changes);
    if (fact.name === facts.enrollment.name) await rewriteSpans(connection);
  }
  await changes?.write();
}

/** Works out anew the spans of the enrollments in `touched`. */
export async function rewriteSpans(connection: DuckDBConnection): Promise<void> {
  const key = 'tenant_id, user_id, course_id';
  const touchedOf = (table: string, alias: string) =>
    `(SELECT * FROM ${table} SEMI JOIN touched USING (${key})) AS ${alias}`;
  await connection.run(
    `DELETE FROM enrollment_span USING touched WHERE enrollment_span.tenant_id = touched.tenant_id
     AND enrollment_span.user_id = touched.user_id AND enrollment_span.course_id = touched.course_id`,
  );
  const source = { log: touchedOf('enrollment_event', 'log'), enrollments: touchedOf('enrollment', 'enrolled') };
  await connection.run(`INSERT INTO enrollment_span ${enrollmentSpanSelect(source)}`);
}

async function addActivity(connection: DuckDBConnection, events: string): Promise<void> {
  const key = activityFact.key.join(', ');
  const sums = activityFact.sums.map((column) => `sum(${column})`).join(', ');
  await connection.run(
    `INSERT INTO activity (tenant_id, quarter, ${key}, ${activityFact.sums.join(', ')})
     SELECT tenant_id, ${duckdbDialect.quarterOf('occurred_at')} AS quarter, ${key}, ${sums}
     FROM ${events} WHERE ${isOneOf(activityFact.of)}
     GROUP BY tenant_id, quarter, ${key}`,
  );
}

async function foldFact(
  connection: DuckDBConnection,
  fact: Fact,
  events: string,
  changes: ChangeLog | undefined,
): Promise<void> {
  const columns = logColumns(fact).join(', ');
  const own = `FROM ${events} WHERE ${isEventOf(fact)}`;
  await connection.run(`INSERT INTO ${logName(fact)} (${columns}) SELECT ${columns} ${own}`);
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE touched AS SELECT DISTINCT tenant_id, ${fact.key.join(', ')} ${own}`,
  );
  await refold(connection, fact, 'touched', changes);
}

/** Folds a fact anew, from its log, for the keys in a table. */
export async function refold(
  connection: DuckDBConnection,
  fact: Fact,
  keys: string,
  changes?: ChangeLog | undefined,
): Promise<void> {
  const touched: RowsOf = (table, key) =>
    `(SELECT * FROM ${table} SEMI JOIN ${keys} USING (${['tenant_id', ...key].join(', ')}))`;
  await changes?.note(fact, touched);
  const key = ['tenant_id', ...fact.key];
  const sameKey = key.map((column) => `${fact.name}.${column} = ${keys}.${column}`).join(' AND ');
  await connection.run(`DELETE FROM ${fact.name} USING ${keys} WHERE ${sameKey}`);
  const log = `(SELECT * FROM ${logName(fact)} SEMI JOIN ${keys} USING (${key.join(', ')})) AS touched_log`;
  await connection.run(
    `INSERT INTO ${fact.name} (${[...key, ...Object.keys(fact.columns)].join(', ')}) ${foldSelect(fact, duckdbDialect, log)}`,
  );
  await changes?.note(fact, touched, { isAgain: true });
  if (fact.name === facts.attempt.name) await changes?.noteFirstAttempts(keys);
}
