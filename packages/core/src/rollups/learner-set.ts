import { RoaringBitmap32 } from 'roaring-wasm';

/**
 * Sets of learners, as they are kept and read: learners are numbered by a tenant, from 0 on, in the order in which rollups
 * first saw them, and a set of such numbers is a compressed bitmap (Roaring), written in base64.
 */

/** Writes down a set of learners. */
export function learnerSetOf(numbers: Iterable<number>): string {
  const set = new RoaringBitmap32(numbers);
  try {
    return written(set);
  } finally {
    set.dispose();
  }
}

/** The numbers of a set as it is kept. */
export function numbersOf(text: string): Uint32Array {
  const set = RoaringBitmap32.deserialize(Buffer.from(text, 'base64'), 'portable');
  try {
    return set.toUint32Array();
  } finally {
    set.dispose();
  }
}

/** A set as it is kept without one of its learners, empty where that was the only one; undefined where it is without. */
export function withoutLearner(text: string, number: number): string | undefined {
  const set = RoaringBitmap32.deserialize(Buffer.from(text, 'base64'), 'portable');
  try {
    if (!set.remove(number)) return undefined;
    return set.size === 0 ? '' : written(set);
  } finally {
    set.dispose();
  }
}

/** A set as it is kept, or none, with further learners. */
export function withLearners(text: string | undefined, numbers: Iterable<number>): string {
  const set = new RoaringBitmap32(numbers);
  try {
    if (text !== undefined) addKept(set, text);
    return written(set);
  } finally {
    set.dispose();
  }
}

/** The union of sets as they are kept. */
export function unionOf(sets: readonly string[]): string {
  const union = new RoaringBitmap32();
  try {
    for (const text of sets) addKept(union, text);
    return written(union);
  } finally {
    union.dispose();
  }
}

/**
 * Counts the learners of days. Each part of the text is a day, then `:` and a set as it is kept, or `#` and numbers; a day
 * may have several of them, which can have learners in common.
 *
 * @example countLearners('0#1,2 1#2'); // 2n
 */
export function countLearners(text: string): bigint {
  return BigInt(sizeOf(text.split(' ')));
}

/**
 * Counts the learners of each day, and adds them up.
 *
 * @example countLearnersOfDays('0#1,2 1#2'); // 3n
 */
export function countLearnersOfDays(text: string): bigint {
  const days = new Map<string, string[]>();
  for (const part of text.split(' ')) {
    const day = part.slice(0, part.search(MARK));
    const parts = days.get(day) ?? [];
    days.set(day, parts);
    parts.push(part);
  }
  return BigInt([...days.values()].reduce((sum, parts) => sum + sizeOf(parts), 0));
}

/** Active learners by day, of one course; to be disposed of. */
export class LearnerDays {
  readonly #days = new Map<number, RoaringBitmap32>();
  /** The learners of seven days, by the first. */
  readonly #weeks = new Map<number, RoaringBitmap32>();

  /**
   * Adds active learners to a day, before any are counted.
   *
   * @param part as those that `countLearners` reads
   */
  add(day: number, part: string): void {
    const set = this.#days.get(day) ?? new RoaringBitmap32();
    this.#days.set(day, set);
    addPart(set, part.slice(part.search(MARK)));
  }

  /** Of some learners, by number: how many were active in each of so many weeks from a day on. */
  countWeeks(learners: readonly number[], { first, weeks }: { first: number; weeks: number }): number[] {
    const own = new RoaringBitmap32(learners);
    try {
      return Array.from({ length: weeks }, (_, k) => own.andCardinality(this.#week(first + 7 * k)));
    } finally {
      own.dispose();
    }
  }

  dispose(): void {
    for (const set of [...this.#days.values(), ...this.#weeks.values()]) set.dispose();
  }

  #week(first: number): RoaringBitmap32 {
    const known = this.#weeks.get(first);
    if (known !== undefined) return known;
    const week = new RoaringBitmap32();
    this.#weeks.set(first, week);
    for (let day = first; day < first + 7; day++) {
      const set = this.#days.get(day);
      if (set !== undefined) week.orInPlace(set);
    }
    return week;
  }
}

/** What separates a day from its learners: a set follows, or numbers. */
const MARK = /[:#]/;

function sizeOf(parts: readonly string[]): number {
  const union = new RoaringBitmap32();
  try {
    for (const part of parts) addPart(union, part.slice(part.search(MARK)));
    return union.size;
  } finally {
    union.dispose();
  }
}

function addPart(set: RoaringBitmap32, part: string): void {
  if (part.startsWith(':')) addKept(set, part.slice(1));
  else set.addMany(part.slice(1).split(',').map(Number));
}

function addKept(set: RoaringBitmap32, text: string): void {
  const kept = RoaringBitmap32.deserialize(Buffer.from(text, 'base64'), 'portable');
  set.orInPlace(kept);
  kept.dispose();
}

function written(set: RoaringBitmap32): string {
  set.runOptimize();
  return Buffer.from(set.serialize('portable')).toString('base64');
}
