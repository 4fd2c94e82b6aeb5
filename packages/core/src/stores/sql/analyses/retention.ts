import type { RetentionParameters } from '../../../analyses/retention.js';
import type { AnalysisPlan } from '../../../query/plan.js';
import { coverDays } from '../../../rollups/cover.js';
import { quarterSelect, stretchSelect } from '../quarter-tables.js';
import { factsOf } from '../rollups/counted-rows.js';
import { learnerSets, numberedLearners } from '../rollups/learner-sets.js';
import { RollupTables } from '../rollups/rollup-tables.js';
import { sourceSelect } from '../sources.js';
import { type AnalysisScope, isValue } from './analysis-scope.js';

type RetentionPlan = AnalysisPlan<string, RetentionParameters>;

/** Cohort, week (null where none is over), size, retained, members for whom the week is over; or what sets have of it. */
export function retentionSql(plan: RetentionPlan, scope: AnalysisScope): string {
  return plan.answeredBy.kind === 'sets' ? setsSql(plan, scope) : factsSql(plan, scope);
}

/** The members by course and day of enrollment, and the active learners of each day, as `cohortWeeks` reads them. */
function setsSql(plan: RetentionPlan, scope: AnalysisScope): string {
  const { period, parameters, readsChanges } = plan;
  // The week of today is not over: every day that counts is whole.
  const stretches = parameters.days.flatMap((day, place) =>
    day.number < parameters.today ? coverDays(day, period, place) : [],
  );
  const noted = { facts: factsOf('activities occurred_at'), readsChanges };
  const tables = new RollupTables({ name: 'active', tenant: scope.source.tenant, stretches, ...noted }, scope);
  const active = learnerSets(tables, { byCourse: true }, scope.source);
  const members = numberedLearners(tables, { learners: 'member', columns: ['course_id', 'place'] }, scope.source);
  const ofCourse = isValue('course_id', parameters.course, scope).map((condition) => ` WHERE ${condition}`);
  return `WITH ${memberTables(plan, ['place'], scope)}
SELECT course_id, place, members, part FROM (
  SELECT course_id, place, count(*) AS members, string_agg(number::text, ',') AS part
  FROM (${members}) AS numbered GROUP BY course_id, place
  UNION ALL SELECT course_id, place, NULL::bigint AS members, part FROM (${active}) AS active${ofCourse}) AS kept
ORDER BY course_id`;
}

function factsSql(plan: RetentionPlan, scope: AnalysisScope): string {
  const { dialect } = scope;
  const { course, weeks, today, days } = plan.parameters;
  const [from, to] = [days[0]?.from ?? 0, days.at(-1)?.to ?? 0];
  const activities = sourceSelect('activities', scope.during({ ...plan.period, from, to }));
  const isOver = `d0 + 7 * k + 7 <= ${scope.parameters.integer(today)}`;
  return `WITH ${memberTables(plan, ['d0', 'cohort'], scope)},
active AS (SELECT DISTINCT user_id, course_id, d0 AS number FROM (${activities}) AS activity
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

/** The tables `day_quarter`, every quarter hour with its day, and `member`, who enrolled, with columns of the day. */
function memberTables({ parameters }: RetentionPlan, columns: readonly string[], scope: AnalysisScope): string {
  const { source, rows, dialect } = scope;
  const { course, days } = parameters;
  const numbers = {
    place: days.map((_, place) => place),
    d0: days.map(({ number }) => number),
    cohort: days.map(({ cohort }) => cohort),
  };
  const members = rows.select({
    from: sourceSelect('enrollments', source, { at: 'enrolled_at' }),
    columns,
    join: ` JOIN day_quarter ON day_quarter.quarter = ${dialect.quarterOf('s.enrolled_at')}`,
    where: [
      `s.enrolled_at >= ${source.period.from}`,
      `s.enrolled_at < ${source.period.to}`,
      ...isValue('s.course_id', course, scope),
    ],
  });
  return `day AS (${stretchSelect(days, numbers, scope)}),
day_quarter AS (${quarterSelect('day', Object.keys(numbers), dialect)}),
member AS (${members})`;
}
