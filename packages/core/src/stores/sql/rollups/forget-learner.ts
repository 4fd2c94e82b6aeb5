import type { LearnerId } from '../../../privacy/tombstone.js';
import { type ChangedHour, hoursOf } from '../../../rollups/rollup-buckets.js';
import type { Dialect } from '../dialect.js';
import { withShared } from '../plan-scope.js';
import { compileWith, pieceTable } from './rebuild.js';
import type { RollupTransaction } from './rebuild-rollups.js';
import type { KeptSet } from './rebuild-sets.js';
import { insertRemovedSets } from './remove-activity.js';

/**
 * Takes a learner out of the sets of removed activity, before the learner's number is without an owner. Gives the hours that
 * the days of these begin in: their sets are to be made anew.
 */
export async function forgetLearner(
  { tenantId, userId }: LearnerId,
  dialect: Dialect,
  { run, rows }: Pick<RollupTransaction, 'run' | 'rows'>,
): Promise<ChangedHour[]> {
  const changed: KeptSet[] = [];
  const { withoutLearner } = await import('../../../rollups/learner-set.js');
  for await (const some of rows(
    compileWith(dialect, ({ parameters }) => numberedSets(parameters.text(tenantId), parameters.text(userId))),
  )) {
    for (const [courseId, quarter, learners, number] of some) {
      const left = withoutLearner(learners as string, Number(number));
      if (left !== undefined) changed.push({ courseId: courseId as string, quarter: Number(quarter), learners: left });
    }
  }
  if (changed.length === 0) return [];
  const first = changed.map(({ quarter }) => quarter);
  const days = { grain: 'day', courseIds: changed.map(({ courseId }) => courseId), first, end: first } as const;
  await run(
    compileWith(dialect, (statement) =>
      withShared(
        statement.shared,
        `DELETE FROM removed_active_day AS own USING ${pieceTable(days, statement)} AS piece
  WHERE own.tenant_id = ${statement.parameters.text(tenantId)} AND own.quarter = piece.first_quarter
    AND own.course_id = piece.course_id`,
      ),
    ),
  );
  await insertRemovedSets(
    tenantId,
    changed.filter(({ learners }) => learners !== ''),
    { dialect, run },
  );
  return hoursOf(changed);
}

/** The SELECT of the sets of removed activity, where the learner has a number: `course_id`, `quarter`, `learners`, that. */
function numberedSets(tenant: string, user: string): string {
  return `SELECT own.course_id, own.quarter, own.learners, numbered.number
  FROM (SELECT number FROM learner_number WHERE tenant_id = ${tenant} AND user_id = ${user}) AS numbered
  JOIN removed_active_day AS own ON own.tenant_id = ${tenant}`;
}
