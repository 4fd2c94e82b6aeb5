import type { EventType } from '../../../events/index.js';
import { facts } from '../../../facts/catalogue.js';
import type { Fact } from '../../../facts/fact.js';
import { isOneOf } from '../fold.js';

const enrolling: readonly EventType[] = ['UserEnrolled', 'UserUnenrolled'];

/**
 * The SELECTs of the times that rows of a fact are counted at: `course_id` and `time`, in milliseconds, or null.
 *
 * @param rowsOf gives the SELECT of those rows of a table, in parentheses
 * @param also further columns
 */
export function countedTimes(fact: Fact, rowsOf: (table: string) => string, also: readonly string[] = []): string[] {
  const at = (time: string, { table = fact.name, course = 'course_id' } = {}) =>
    `SELECT ${[...also, `${course} AS course_id`, `${time} AS time`].join(', ')} FROM ${rowsOf(table)} AS own`;
  switch (fact.name) {
    case facts.learner.name:
      return [at('created_at', { course: `''` })];
    case facts.enrollment.name:
      return [
        at('enrolled_at'),
        at('completed_at'),
        // Each change ends a span, or decides what the next one is.
        `${at('occurred_at', { table: 'enrollment_event' })} WHERE ${isOneOf(enrolling)}`,
      ];
    case facts.module_completion.name:
      return [at('completed_at')];
    case facts.attempt.name:
      return [at('started_at'), at('completed_at')];
    default:
      return [];
  }
}
