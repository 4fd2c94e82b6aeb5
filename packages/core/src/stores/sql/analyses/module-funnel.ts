import type { AnalysisPlan } from '../../../query/plan.js';
import { sourceSelect } from '../sources.js';
import { type AnalysisScope, isValue } from './analysis-scope.js';

/** Step, module, title, learners, the cohort, the learners of the row before. */
export function moduleFunnelSql(plan: AnalysisPlan<string, { course: string }>, scope: AnalysisScope): string {
  const { source, rows, dialect } = scope;
  const { course } = plan.parameters;
  const cohort = rows.select({
    from: sourceSelect('enrollments', source, { at: 'enrolled_at' }),
    where: [
      `s.enrolled_at >= ${source.period.from}`,
      `s.enrolled_at < ${source.period.to}`,
      ...isValue('s.course_id', course, scope),
    ],
  });
  const known = source.asOf === undefined ? '' : ` AND done.completed_at < ${source.asOf}`;
  const text = dialect.typeName('text');
  return `WITH cohort AS (${cohort}),
done AS (SELECT module_id, count(*) AS learners FROM module_completion AS done JOIN cohort ON cohort.user_id = done.user_id
  WHERE done.tenant_id = ${source.tenant} AND ${isValue('done.course_id', course, scope).join()}${known} GROUP BY module_id),
step AS (
  SELECT 0 AS step, NULL::${text} AS module, NULL::${text} AS title, count(*) AS learners FROM cohort
  UNION ALL
  SELECT listed.place, listed.module_id, listed.title, coalesce(done.learners, 0)
  FROM (SELECT * FROM module WHERE tenant_id = ${source.tenant} AND ${isValue('course_id', course, scope).join()}) AS listed
  LEFT JOIN done ON done.module_id = listed.module_id)
SELECT step, module, title, learners, (SELECT count(*) FROM cohort) AS size, lag(learners) OVER (ORDER BY step) AS before
FROM step ORDER BY step`;
}
