import type { StoredValue } from '../analytics-store.js';
import type { Dialect } from './dialect.js';
import { Parameters, type Statement } from './parameters.js';
import { PlanScope, SharedTables, withShared } from './plan-scope.js';
import { known, sourceSelect } from './sources.js';

/**
 * The statement of the earliest moment that a metric counts: a learner's creation, an enrollment, a withdrawal, a
 * completion, an attempt or an activity. With `asOf`, as it was known then: a completion may have been revoked since.
 */
export function compileEarliest(
  { tenantId, asOf }: { tenantId: string; asOf: number | undefined },
  dialect: Dialect,
): Statement {
  const parameters = new Parameters(dialect);
  const statement = { dialect, parameters, shared: new SharedTables() };
  const clock = asOf ?? 0;
  const period = {
    from: 0,
    to: 0,
    clock,
    timeZone: 'UTC',
    weekStart: 'monday',
    ...(asOf !== undefined && { asOf }),
  } as const;
  const scope = new PlanScope({ tenantId, period }, statement);
  const of = (table: string, ...times: string[]) =>
    `SELECT ${leastOf(times.map((time) => `min(${known(time, scope)})`))} AS moment FROM ${table} WHERE tenant_id = ${scope.tenant}`;
  const recorded = `(quarter::${dialect.typeName('integer')} * 900000)`;
  const moments = [
    of('learner', 'created_at'),
    `SELECT least(min(enrolled_at), min(completed_at)) FROM (${sourceSelect('enrollments', scope)}) AS enrollment`,
    `SELECT min(changed_at) FROM (${sourceSelect('enrollment_changes', scope)}) AS changed WHERE change IS NOT NULL`,
    of('module_completion', 'completed_at'),
    of('attempt', 'started_at', 'completed_at'),
    of('activity', recorded),
    of('removed_activity', recorded),
  ];
  const sql = `SELECT min(moment) FROM (${moments.join(' UNION ALL ')}) AS moments`;
  return { sql: withShared(statement.shared, sql), parameters: parameters.list };
}

/** The moment that the rows of the statement say; null where there is none. */
export async function readEarliest(rows: AsyncIterable<readonly (readonly StoredValue[])[]>): Promise<number | null> {
  for await (const [row] of rows) {
    const moment = row?.[0] ?? null;
    return moment === null ? null : Number(moment);
  }
  return null;
}

function leastOf(moments: readonly string[]): string {
  return moments.length === 1 ? moments[0]! : `least(${moments.join(', ')})`;
}
