import { dimensionSql, literal } from '../dimensions.js';
import type { SettledQuestion } from './analysis-question.js';

/** Those of the rows, which have `user_id` and `course_id`, whose dimensions are as `where` asks. */
export function filtered(rows: string, { asked, tenantId }: SettledQuestion): string {
  const dimensions = Object.entries(asked.where ?? {}).map(([dimension, values], index) => ({
    ...dimensionSql(dimension, `w${index}`, literal(tenantId)),
    values,
  }));
  return `SELECT f.* FROM (${rows}) f
    LEFT JOIN o_learner l ON l.user_id = f.user_id
    LEFT JOIN o_enrollment e ON e.user_id = f.user_id AND e.course_id = f.course_id
    LEFT JOIN o_course c ON c.course_id = f.course_id
    ${dimensions.map(({ join }) => join).join('\n')}
    WHERE ${['true', ...dimensions.map(({ expression, values }) => isOneOf(expression, values))].join(' AND ')}`;
}

function isOneOf(expression: string, values: readonly (string | null)[]): string {
  const tests = values.map((value) => `${expression} IS NOT DISTINCT FROM ${value === null ? 'NULL' : literal(value)}`);
  return `(${tests.join(' OR ')})`;
}

/** A condition that a column of a row is a parameter of the question; true where it is not asked. */
export function isAsked(column: string, parameter: string | undefined): string {
  return parameter === undefined ? 'true' : `${column} = ${literal(parameter)}`;
}

/** A condition that a time lies in the period. */
export function inPeriod(column: string, { period }: SettledQuestion): string {
  return `${column} >= ${period.from} AND ${column} < ${period.to}`;
}

/** Of the attempts that the question chooses, those completed in its period, in the course and assessment it asks for. */
export function chosenAttempts(question: SettledQuestion): string {
  const { course, assessment } = question.asked;
  return filtered(
    `SELECT * FROM o_chosen_attempt
    WHERE ${isAsked('course_id', course)} AND ${isAsked('assessment_id', assessment)}
      AND ${inPeriod('completed_at', question)}`,
    question,
  );
}
