import type { LearnerProgressParameters } from '../../../analyses/learner-progress.js';
import { QUARTER_HOUR_MS } from '../../../query/period.js';
import type { AnalysisPlan } from '../../../query/plan.js';
import { sourceSelect } from '../sources.js';
import { type AnalysisScope, isValue } from './analysis-scope.js';

/**
 * User, course, state, enrolled_at, completed_at, modules done, modules of the course, last activity, attempts completed,
 * sum and number of the scores, best score: a row an enrollment.
 */
export function learnerProgressSql(
  plan: AnalysisPlan<string, LearnerProgressParameters>,
  scope: AnalysisScope,
): string {
  const { source, rows } = scope;
  const { user, course } = plan.parameters;
  const wanted = [...isValue('user_id', user, scope), ...isValue('course_id', course, scope)];
  const enrollments = rows.select({
    from: sourceSelect('enrollments', source, { columns: new Set(['state']) }),
    where: [
      ...wanted.map((condition) => `s.${condition}`),
      ...(source.asOf === undefined ? [] : ['(s.enrolled_at IS NOT NULL OR s.completed_at IS NOT NULL)']),
    ],
  });
  const onBoth = (table: string) => `${table}.user_id = e.user_id AND ${table}.course_id = e.course_id`;
  return `SELECT e.user_id, e.course_id, CASE WHEN e.completed_at IS NOT NULL THEN 'completed' ELSE e.state END,
  e.enrolled_at, e.completed_at, coalesce(done.modules, 0), coalesce(listed.modules, 0), active.last_at,
  coalesce(attempted.attempts, 0), attempted.score_sum, attempted.scores, attempted.best
FROM (${enrollments}) AS e
LEFT JOIN (SELECT course_id, count(*) AS modules FROM module WHERE tenant_id = ${source.tenant} GROUP BY course_id) AS listed
  ON listed.course_id = e.course_id
LEFT JOIN (${modulesDone(wanted, scope)}) AS done ON ${onBoth('done')}
LEFT JOIN (${lastActivity(wanted, scope)}) AS active ON ${onBoth('active')}
LEFT JOIN (${attemptFigures(wanted, scope)}) AS attempted ON ${onBoth('attempted')}
ORDER BY e.user_id, e.course_id`;
}

function modulesDone(wanted: readonly string[], { source }: AnalysisScope): string {
  const known = source.asOf === undefined ? [] : [`completed_at < ${source.asOf}`];
  const conditions = [`tenant_id = ${source.tenant}`, ...wanted, ...known];
  return `SELECT completed.user_id, completed.course_id, count(*) AS modules
  FROM (SELECT * FROM module_completion WHERE ${conditions.join(' AND ')}) AS completed
  JOIN module ON module.tenant_id = ${source.tenant}
    AND module.course_id = completed.course_id AND module.module_id = completed.module_id
  GROUP BY completed.user_id, completed.course_id`;
}

function lastActivity(wanted: readonly string[], { source }: AnalysisScope): string {
  const moments = (table: string, moment: string) => {
    const known = source.asOf === undefined ? [] : [`${moment} < ${source.asOf}`];
    const conditions = [`tenant_id = ${source.tenant}`, ...wanted, ...known].join(' AND ');
    return `SELECT user_id, course_id, max(${moment}) AS moment FROM ${table} WHERE ${conditions} GROUP BY user_id, course_id`;
  };
  const integer = source.dialect.typeName('integer');
  const all = [
    moments('module_completion', 'completed_at'),
    moments('attempt', 'started_at'),
    moments('attempt', 'completed_at'),
    moments('activity', `(quarter::${integer} * ${QUARTER_HOUR_MS})`),
  ];
  return `SELECT user_id, course_id, max(moment) AS last_at FROM (${all.join(' UNION ALL ')}) AS moments
  GROUP BY user_id, course_id`;
}

function attemptFigures(wanted: readonly string[], { source }: AnalysisScope): string {
  return `SELECT user_id, course_id, count(*) AS attempts, sum(score_percent) AS score_sum,
    count(score_percent) AS scores, max(score_percent) AS best
  FROM (${sourceSelect('attempts', source)}) AS attempt
  WHERE ${['completed_at IS NOT NULL', ...wanted].join(' AND ')} GROUP BY user_id, course_id`;
}
