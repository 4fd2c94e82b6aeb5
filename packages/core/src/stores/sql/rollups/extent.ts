import type { StoredValue } from '../../analytics-store.js';
import type { Dialect } from '../dialect.js';
import { Parameters, type Statement } from '../parameters.js';

/** The times of facts that rollups count at. */
const times = {
  learner: ['created_at'],
  enrollment: ['enrolled_at', 'completed_at'],
  enrollment_span: ['since', 'until'],
  enrollment_event: ['occurred_at'],
  module_completion: ['completed_at'],
  attempt: ['started_at', 'completed_at'],
} as const;

/** The statement of the first and the last moment that anything of a tenant is counted at. */
export function compileExtent(tenantId: string, dialect: Dialect): Statement {
  const parameters = new Parameters(dialect);
  const tenant = parameters.text(tenantId);
  const quarter = `(quarter::${dialect.typeName('integer')} * 900000)`;
  const all = { ...times, activity: [quarter], removed_activity: [quarter] };
  const selects = Object.entries(all).flatMap(([table, columns]) =>
    columns.map(
      (time) => `SELECT min(${time}) AS first, max(${time}) AS last FROM ${table} WHERE tenant_id = ${tenant}`,
    ),
  );
  return {
    sql: `SELECT min(first), max(last) FROM (${selects.join(' UNION ALL ')}) AS moments`,
    parameters: parameters.list,
  };
}

/** The moments that the row of the statement says; null where there are none. */
export async function readExtent(
  rows: AsyncIterable<readonly (readonly StoredValue[])[]>,
): Promise<{ first: number; last: number } | null> {
  for await (const [row] of rows) {
    const [first = null, last = null] = row ?? [];
    return first === null ? null : { first: Number(first), last: Number(last) };
  }
  return null;
}
