import { isAtEnd } from '../../../metrics/measure.js';
import { quarterAt } from '../../../query/period.js';
import type { QueryPlan } from '../../../query/plan.js';
import { HOUR_MS } from '../../../rollups/rollup-buckets.js';
import { type RollupState, RollupsChanged } from '../../../rollups/rollup-state.js';
import type { Plan } from '../../analytics-store.js';
import { compileStatement } from '../compile-statement.js';
import type { Dialect } from '../dialect.js';
import { Parameters, type Statement } from '../parameters.js';
import type { RollupTransaction } from './rebuild-rollups.js';

/** More than what an end leaves of the day that it cuts, and the hour before that. */
const CUT_DAY_MS = 27 * HOUR_MS;

/**
 * The statement of a plan that depends on rollups: where nothing has changed in its time, one that is shorter by all that
 * looks for changes. It is run in the same snapshot.
 *
 * @param state the rollups that there are
 * @throws RollupsChanged where they are no longer those that it was planned for
 */
export async function prepareFromRollups(
  plan: Plan,
  state: RollupState | null,
  { dialect, rows }: { readonly dialect: Dialect } & Pick<RollupTransaction, 'rows'>,
): Promise<Statement> {
  if (state?.text !== plan.rollups) throw new RollupsChanged();
  if (plan.kind === 'analysis' || !plan.readsChanges) return compileStatement(plan, dialect);
  let readsChanges = false;
  for await (const changed of rows(compileHasChanges(plan, dialect))) readsChanges ||= changed.length > 0;
  return compileStatement({ ...plan, readsChanges }, dialect);
}

/** The statement of one row where facts have changed, since rollups were made, in the time that a plan is about. */
function compileHasChanges({ tenantId, spans, parts }: QueryPlan, dialect: Dialect): Statement {
  const stretches = spans.flatMap(({ period, buckets }) => [period, ...(buckets ?? [])]);
  const first = quarterAt(Math.min(...stretches.map(({ from }) => from)) - CUT_DAY_MS);
  const end = quarterAt(Math.max(...stretches.map(({ to }) => to)) + CUT_DAY_MS);
  const addsUpFromTheBeginning = parts.some(({ measures }) => measures.some(isAtEnd));
  const parameters = new Parameters(dialect);
  const conditions = [
    `tenant_id = ${parameters.text(tenantId)}`,
    `quarter < ${parameters.integer(end)}`,
    ...(addsUpFromTheBeginning ? [] : [`quarter > ${parameters.integer(first)}`]),
  ];
  return { sql: `SELECT 1 FROM dirty_hour WHERE ${conditions.join(' AND ')} LIMIT 1`, parameters: parameters.list };
}
