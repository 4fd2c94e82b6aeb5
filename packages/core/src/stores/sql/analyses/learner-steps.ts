import type { LearnerProgressParameters } from '../../../analyses/learner-progress.js';
import type { AnalysisPlan } from '../../../query/plan.js';
import { sourceSelect } from '../sources.js';
import { type AnalysisScope, isValue } from './analysis-scope.js';

const changes = {
  UserEnrolled: 'enrolled',
  UserUnenrolled: 'withdrawn',
  UserCompletedCourse: 'completed',
  UserCompletionRevoked: 'revoked',
} as const;

/** At, course, kind, of, score: a row a step. */
export function learnerStepsSql(plan: AnalysisPlan<string, LearnerProgressParameters>, scope: AnalysisScope): string {
  const { source, rows, dialect } = scope;
  const [text, integer] = [dialect.typeName('text'), dialect.typeName('integer')];
  const known = (time: string) => (source.asOf === undefined ? '' : ` AND ${time} < ${source.asOf}`);
  const kinds = Object.entries(changes).map(([type, kind]) => `WHEN '${type}' THEN '${kind}'`);
  const attempts = sourceSelect('attempts', source);
  const steps = `SELECT user_id, course_id, occurred_at AS moment, ${dialect.byCodePoint(`CASE type ${kinds.join(' ')} END`)} AS kind, NULL::${text} AS of_id, NULL::${integer} AS score
    FROM enrollment_event WHERE tenant_id = ${source.tenant}${known('occurred_at')}
  UNION ALL SELECT user_id, course_id, completed_at, 'module_completed', module_id, NULL
    FROM module_completion WHERE tenant_id = ${source.tenant}${known('completed_at')}
  UNION ALL SELECT user_id, course_id, started_at, 'attempt_started', assessment_id, NULL
    FROM (${attempts}) AS started WHERE started_at IS NOT NULL
  UNION ALL SELECT user_id, course_id, completed_at, 'attempt_completed', assessment_id, score_percent
    FROM (${attempts}) AS completed WHERE completed_at IS NOT NULL`;
  const { user, course } = plan.parameters;
  const where = [...isValue('s.user_id', user, scope), ...isValue('s.course_id', course, scope)];
  return `SELECT moment, course_id, kind, of_id, score FROM (${rows.select({ from: steps, where })}) AS step
ORDER BY moment, course_id, kind, of_id NULLS LAST, score NULLS LAST`;
}
