import type { DuckDBConnection } from '@duckdb/node-api';
import { activityFact, facts } from '../../facts/catalogue.js';
import type { Fact } from '../../facts/fact.js';
import { bitsOf } from '../../rollups/noted-facts.js';
import type { ChangedHour } from '../../rollups/rollup-buckets.js';
import { isOneOf } from '../sql/fold.js';
import { countedTimes } from '../sql/rollups/counted-times.js';
import { listValue } from './client.js';
import { duckdbDialect } from './duckdb-dialect.js';

/** The SELECT of the rows of a table that are about to change, or have changed. */
export type RowsOf = (table: string, key: readonly string[]) => string;

const group = 'tenant_id, user_id, course_id, assessment_id';

/**
 * Notes in `dirty_hour` the hours in which facts are counted that a transaction changes, as they were and as they are:
 * rollups of these are made anew. Nothing is noted for tenants without rollups.
 */
export class ChangeLog {
  readonly #connection: DuckDBConnection;

  private constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  /** The log of a transaction; undefined where no tenant of a table of events has rollups. */
  static async open(connection: DuckDBConnection, events: string): Promise<ChangeLog | undefined> {
    const logged = await connection.runAndReadAll(
      `SELECT 1 FROM rollup_tenant SEMI JOIN ${events} USING (tenant_id) LIMIT 1`,
    );
    if (logged.currentRowCount === 0) return undefined;
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE changed
       (tenant_id VARCHAR, course_id VARCHAR, quarter BIGINT, facts SMALLINT)`,
    );
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE attempt_group
       (tenant_id VARCHAR, user_id VARCHAR, course_id VARCHAR, assessment_id VARCHAR)`,
    );
    return new ChangeLog(connection);
  }

  /** Notes where rows of a fact are counted; before they change, and again after it. */
  async note(fact: Fact, rowsOf: RowsOf, { isAgain = false } = {}): Promise<void> {
    const counted = { fact, rowsOf: (table: string) => rowsOf(table, fact.key), isAgain };
    for (const select of countedTimes(counted, duckdbDialect, ['tenant_id'])) await this.noteTimes(fact.name, select);
    if (fact.name !== facts.attempt.name) return;
    await this.#connection.run(
      `INSERT INTO attempt_group SELECT DISTINCT ${group} FROM ${rowsOf(facts.attempt.name, ['attempt_id'])} AS own`,
    );
  }

  /**
   * Notes, once attempts have changed, where others may have become or ceased to be the first of their learner: the first
   * of those that did not change.
   *
   * @param changed the table of those that did, by `tenant_id` and `attempt_id`
   */
  async noteFirstAttempts(changed: string): Promise<void> {
    await this.noteTimes(
      facts.attempt.name,
      `SELECT tenant_id, course_id, min(completed_at) AS time
       FROM attempt SEMI JOIN attempt_group USING (${group}) ANTI JOIN ${changed} USING (tenant_id, attempt_id)
       GROUP BY ${group}`,
    );
  }

  /** Notes that a fact has changed in the hours that a SELECT of `tenant_id`, `course_id` and `time` (milliseconds, or null) gives. */
  async noteTimes(factName: string, select: string): Promise<void> {
    await this.#connection.run(
      `INSERT INTO changed SELECT DISTINCT tenant_id, course_id, time // 3600000 * 4, ${bitsOf([factName])}
       FROM (${select}) AS counted WHERE time IS NOT NULL`,
    );
  }

  /** Notes that a fact has changed in hours of courses. */
  async noteHours(factName: string, tenantId: string, hours: readonly ChangedHour[]): Promise<void> {
    if (hours.length === 0) return;
    const select = `SELECT $1, unnest($2::VARCHAR[]), unnest($3::BIGINT[]), ${bitsOf([factName])}`;
    await this.#connection.run(`INSERT INTO changed ${select}`, [
      tenantId,
      listValue(hours.map(({ courseId }) => courseId)),
      listValue(hours.map(({ quarter }) => BigInt(quarter))),
    ]);
  }

  /** Writes down what was noted. */
  async write(): Promise<void> {
    await this.#connection.run(
      `INSERT INTO dirty_hour (tenant_id, quarter, course_id, facts)
       SELECT tenant_id, quarter, course_id, bit_or(facts) FROM changed SEMI JOIN rollup_tenant USING (tenant_id)
       GROUP BY ALL`,
    );
  }
}

/** The SELECT of the times of events of activity. */
export function activityTimes(events: string): string {
  return `SELECT tenant_id, course_id, occurred_at AS time FROM ${events} WHERE ${isOneOf(activityFact.of)}`;
}
