import type { RetentionParameters } from '../../../analyses/retention.js';
import type { AnalysisPlan } from '../../../query/plan.js';
import { quarterSelect, stretchSelect } from '../quarter-tables.js';
import { sourceSelect } from '../sources.js';
import { type AnalysisScope, isValue } from './analysis-scope.js';

/** Cohort, week (null where none is over), size, retained, members for whom the week is over. */
export function retentionSql(plan: AnalysisPlan<string, RetentionParameters>, scope: AnalysisScope): string {
  const { source, rows, dialect, parameters } = scope;
  const { course, weeks, today, days } = plan.parameters;
  const members = rows.select({
    from: sourceSelect('enrollments', source, { at: 'enrolled_at' }),
    columns: ['d0', 'cohort'],
    join: ` JOIN (SELECT number AS d0, cohort, quarter FROM day_quarter) AS first_day ON first_day.quarter = ${dialect.quarterOf('s.enrolled_at')}`,
    where: [
      `s.enrolled_at >= ${source.period.from}`,
      `s.enrolled_at < ${source.period.to}`,
      ...isValue('s.course_id', course, scope),
    ],
  });
  const [from, to] = [days[0]?.from ?? 0, days.at(-1)?.to ?? 0];
  const activities = sourceSelect('activities', scope.during({ ...plan.period, from, to }));
  const numbers = { number: days.map(({ number }) => number), cohort: days.map(({ cohort }) => cohort) };
  const isOver = `d0 + 7 * k + 7 <= ${parameters.integer(today)}`;
  return `WITH day AS (${stretchSelect(days, numbers, { dialect, parameters })}),
day_quarter AS (${quarterSelect('day', ['number', 'cohort'], dialect)}),
member AS (${members}),
active AS (SELECT DISTINCT user_id, course_id, number FROM (${activities}) AS activity
  JOIN day_quarter ON day_quarter.quarter = activity.quarter
  WHERE ${['true', ...isValue('course_id', course, scope)].join(' AND ')}),
seen AS (SELECT DISTINCT member.user_id, member.course_id, cohort, d0, ${dialect.wholeQuotient('(number - d0)', '7')} AS k
  FROM member JOIN active ON active.user_id = member.user_id AND active.course_id = member.course_id
  WHERE number >= d0),
retained AS (SELECT cohort, k, count(*) AS learners FROM seen WHERE ${isOver} GROUP BY cohort, k),
started AS (SELECT cohort, d0, count(*) AS learners FROM member GROUP BY cohort, d0),
week AS (SELECT ${dialect.series('0', String(weeks))} AS k),
reached AS (SELECT cohort, k, sum(learners) AS learners FROM started CROSS JOIN week WHERE ${isOver} GROUP BY cohort, k),
size AS (SELECT cohort, sum(learners) AS learners FROM started GROUP BY cohort)
SELECT size.cohort, reached.k, size.learners, coalesce(retained.learners, 0), coalesce(reached.learners, 0)
FROM size LEFT JOIN reached ON reached.cohort = size.cohort
LEFT JOIN retained ON retained.cohort = reached.cohort AND retained.k = reached.k
ORDER BY size.cohort, reached.k`;
}
