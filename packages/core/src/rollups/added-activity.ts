import { wholeCalendarBuckets } from '../query/bucket.js';
import { QUARTER_HOUR_MS, quarterAt } from '../query/period.js';
import { baseWidth, type RollupGrain, rollupGrains } from './rollup-buckets.js';

/** Activity that a batch added to a quarter hour of a course: the columns of rollups, and whose it was. */
export interface AddedActivity {
  readonly courseId: string;
  readonly quarter: number;
  readonly rows: bigint;
  readonly activities: bigint;
  readonly duration: bigint;
  /** The numbers of the learners. */
  readonly learners: readonly number[];
}

/** What is to be added to a bucket. */
export interface AddedSums {
  readonly grain: RollupGrain;
  readonly courseId: string;
  /** The first quarter hour of the bucket. */
  readonly first: number;
  rows: bigint;
  activities: bigint;
  duration: bigint;
}

/** The learners that are to be added to the set of a day; of all courses where the course is empty. */
export interface AddedLearners {
  readonly courseId: string;
  readonly first: number;
  readonly learners: Set<number>;
}

/** Adds up, by the buckets that it falls into, what was added to quarter hours. */
export class AddedBuckets {
  readonly #timeZone: string;
  readonly #firsts = new Map<number, Readonly<Record<RollupGrain, number>>>();
  readonly #sums = new Map<string, AddedSums>();
  readonly #learners = new Map<string, AddedLearners>();

  /** @param timeZone whose days and months they are */
  constructor(timeZone: string) {
    this.#timeZone = timeZone;
  }

  add(added: AddedActivity): void {
    const firsts = this.#firstsOf(added.quarter);
    for (const grain of rollupGrains) this.#addSums(grain, firsts[grain], added);
    for (const courseId of [added.courseId, '']) this.#addLearners(courseId, firsts.day, added.learners);
  }

  get sums(): readonly AddedSums[] {
    return [...this.#sums.values()];
  }

  get learners(): readonly AddedLearners[] {
    return [...this.#learners.values()];
  }

  #addSums(grain: RollupGrain, first: number, { courseId, rows, activities, duration }: AddedActivity): void {
    const key = `${grain} ${first} ${courseId}`;
    const sums = this.#sums.get(key);
    if (sums === undefined) {
      this.#sums.set(key, { grain, courseId, first, rows, activities, duration });
      return;
    }
    sums.rows += rows;
    sums.activities += activities;
    sums.duration += duration;
  }

  #addLearners(courseId: string, first: number, learners: readonly number[]): void {
    const key = `${first} ${courseId}`;
    const known = this.#learners.get(key) ?? { courseId, first, learners: new Set<number>() };
    this.#learners.set(key, known);
    for (const learner of learners) known.learners.add(learner);
  }

  #firstsOf(quarter: number): Readonly<Record<RollupGrain, number>> {
    const known = this.#firsts.get(quarter);
    if (known !== undefined) return known;
    const from = quarter * QUARTER_HOUR_MS;
    const within = { from, to: from + QUARTER_HOUR_MS, timeZone: this.#timeZone, weekStart: 'monday' } as const;
    const [day, month] = (['day', 'month'] as const).map((grain) => wholeCalendarBuckets(within, grain)[0]!.from);
    const firsts = {
      hour: quarter - (quarter % baseWidth(this.#timeZone)),
      day: quarterAt(day!),
      month: quarterAt(month!),
    };
    this.#firsts.set(quarter, firsts);
    return firsts;
  }
}
