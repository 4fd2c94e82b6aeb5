import type { StoredBatches } from '../query/answer.js';
import type { StoredValue } from '../stores/analytics-store.js';
import type { RetentionParameters } from './retention.js';

/** The members of a course who enrolled on a day: how many, and the numbers of those who have one. */
interface Members {
  readonly place: number;
  readonly size: bigint;
  readonly numbers: readonly number[];
}

/** How many of a cohort are members; for each week that is over for some, of how many, and how many were active in it. */
interface CohortSums {
  size: bigint;
  readonly reached: bigint[];
  readonly retained: bigint[];
}

/**
 * Counts the weeks of cohorts from the members and the active learners of courses.
 *
 * @param stored rows of a course in a row: `course_id`, the place of a day, how many enrolled on it or null, and the numbers
 *   of these, or else of active learners, as a part that {@link LearnerDays} takes
 * @returns as facts answer: cohort, week (null where none is over), size, retained, members for whom the week is over
 */
export async function* cohortWeeks(
  stored: StoredBatches,
  { days, weeks, today }: RetentionParameters,
): StoredBatches & AsyncGenerator<StoredValue[][]> {
  const { LearnerDays } = await import('../rollups/learner-set.js');
  const cohorts = new Map<number, CohortSums>();
  for await (const { members, active } of courses(stored)) {
    const learners = new LearnerDays();
    try {
      for (const { place, part } of active) learners.add(days[place]!.number, part);
      for (const { place, size, numbers } of members) {
        const { number: first, cohort } = days[place]!;
        const sums = cohorts.get(cohort) ?? { size: 0n, reached: [], retained: [] };
        cohorts.set(cohort, sums);
        sums.size += size;
        const weeksOver = Math.min(weeks, Math.max(0, Math.floor((today - first) / 7)));
        const retained = learners.countWeeks(numbers, { first, weeks: weeksOver });
        for (const [k, count] of retained.entries()) {
          sums.reached[k] = (sums.reached[k] ?? 0n) + size;
          sums.retained[k] = (sums.retained[k] ?? 0n) + BigInt(count);
        }
      }
    } finally {
      learners.dispose();
    }
  }
  for (const [cohort, sums] of [...cohorts].sort(([one], [other]) => one - other)) yield rowsOf(BigInt(cohort), sums);
}

function rowsOf(cohort: bigint, { size, reached, retained }: CohortSums): StoredValue[][] {
  if (reached.length === 0) return [[cohort, null, size, 0n, 0n]];
  return reached.map((members, k) => [cohort, BigInt(k), size, retained[k]!, members]);
}

interface Course {
  readonly id: StoredValue;
  readonly members: Members[];
  readonly active: { readonly place: number; readonly part: string }[];
}

async function* courses(stored: StoredBatches): AsyncGenerator<Course> {
  let course: Course | undefined;
  for await (const rows of stored) {
    for (const [id, place, size, part] of rows as readonly StoredValue[][]) {
      if (course === undefined || course.id !== id) {
        if (course !== undefined) yield course;
        course = { id: id!, members: [], active: [] };
      }
      const at = Number(place);
      if (size === null) course.active.push({ place: at, part: part as string });
      else course.members.push({ place: at, size: size as bigint, numbers: numbersOf(part as string | null) });
    }
  }
  if (course !== undefined) yield course;
}

function numbersOf(text: string | null): number[] {
  return text === null ? [] : text.split(',').map(Number);
}
