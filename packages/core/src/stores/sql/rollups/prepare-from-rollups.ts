import { isAtEnd } from '../../../metrics/measure.js';
import { quarterAt } from '../../../query/period.js';
import type { QueryPlan } from '../../../query/plan.js';
import { isNotedOf } from '../../../rollups/noted-facts.js';
import { HOUR_MS } from '../../../rollups/rollup-buckets.js';
import { type RollupState, RollupsChanged } from '../../../rollups/rollup-state.js';
import type { Plan } from '../../analytics-store.js';
import { compilePlan } from '../compile-plan.js';
import { compileStatement } from '../compile-statement.js';
import type { Dialect } from '../dialect.js';
import { Parameters, type Statement } from '../parameters.js';
import { factsOf } from './counted-rows.js';
import type { RollupTransaction } from './rebuild-rollups.js';
import { FROM_THE_BEGINNING } from './span-rollups.js';

/** More than what an end leaves of the day that it cuts, and the hour before that. */
const CUT_DAY_MS = 27 * HOUR_MS;

/**
 * The statement of a plan that depends on rollups: where nothing has changed, in the time of a span or before it, it is shorter
 * by all that looks for changes there. It is run in the same snapshot.
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
  const found = new Set<number>();
  for await (const some of rows(compileChanges(plan, dialect))) for (const [place] of some) found.add(Number(place));
  const changes = plan.spans.map((_, index) => ({ within: found.has(2 * index), before: found.has(2 * index + 1) }));
  return compilePlan(plan, dialect, changes);
}

/** The statement of what has changed since rollups were made: twice the place of a span, 1 more for what is before its end. */
function compileChanges({ tenantId, spans, parts }: QueryPlan, dialect: Dialect): Statement {
  const parameters = new Parameters(dialect);
  const tenant = parameters.text(tenantId);
  const found = (place: number, conditions: readonly string[], order: string) =>
    `SELECT ${place} FROM (SELECT 1 AS one FROM dirty_hour WHERE tenant_id = ${tenant} AND ${conditions.join(' AND ')}
  ORDER BY ${order} LIMIT 1) AS noted`;
  const addsUpFromTheBeginning = parts.some(({ measures }) => measures.some(isAtEnd));
  const selects = spans.flatMap(({ period, buckets }, index) => {
    const stretches = [period, ...(buckets ?? [])];
    const first = parameters.integer(quarterAt(Math.min(...stretches.map(({ from }) => from)) - CUT_DAY_MS));
    const isBefore = `quarter < ${parameters.integer(quarterAt(Math.max(...stretches.map(({ to }) => to)) + CUT_DAY_MS))}`;
    const ofFacts = isNotedOf(factsOf(FROM_THE_BEGINNING), 'facts');
    return [
      found(2 * index, [`quarter > ${first}`, isBefore], 'quarter'),
      // In the order of the index of these notes: PostgreSQL would else expect one among the first of all.
      ...(addsUpFromTheBeginning ? [found(2 * index + 1, [isBefore, ofFacts], 'course_id')] : []),
    ];
  });
  return { sql: selects.join('\n  UNION ALL '), parameters: parameters.list };
}
