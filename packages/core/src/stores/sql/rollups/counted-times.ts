import type { EventType } from '../../../events/index.js';
import { facts } from '../../../facts/catalogue.js';
import type { Fact } from '../../../facts/fact.js';
import type { Dialect } from '../dialect.js';
import { isOneOf } from '../fold.js';

const enrolling: readonly EventType[] = ['UserEnrolled', 'UserUnenrolled'];

/** The rows of a fact whose times are selected. */
export interface TimedRows {
  readonly fact: Fact;
  /** The SELECT of those rows of a table, in parentheses. */
  readonly rowsOf: (table: string) => string;
  /** Whether they have changed since their times were last selected: those in their logs have not. */
  readonly isAgain: boolean;
}

/**
 * The SELECTs of the times that rows of a fact are counted at: `course_id` and `time`, in milliseconds, or null.
 *
 * @param also further columns
 */
export function countedTimes(
  { fact, rowsOf, isAgain }: TimedRows,
  dialect: Dialect,
  also: readonly string[] = [],
): string[] {
  const at = (times: readonly string[], { table = fact.name, course = 'course_id' } = {}) => {
    const [time] = times.length > 1 ? [dialect.unnest(`ARRAY[${times.join(', ')}]`)] : times;
    return `SELECT ${[...also, `${course} AS course_id`, `${time} AS time`].join(', ')} FROM ${rowsOf(table)} AS own`;
  };
  switch (fact.name) {
    case facts.learner.name:
      return [at(['created_at'], { course: `''` })];
    case facts.enrollment.name: {
      // Each change ends a span, or decides what the next one is.
      const changes = `${at(['occurred_at'], { table: 'enrollment_event' })} WHERE ${isOneOf(enrolling)}`;
      return [at(['enrolled_at', 'completed_at']), ...(isAgain ? [] : [changes])];
    }
    case facts.module_completion.name:
      return [at(['completed_at'])];
    case facts.attempt.name:
      return [at(['started_at', 'completed_at'])];
    default:
      return [];
  }
}
