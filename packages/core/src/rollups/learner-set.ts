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

/** How many learners are in what a store gives for a row, and how many on each of its days, added up. */
export interface LearnerCounts {
  readonly learners: bigint;
  readonly ofDays: bigint;
}

/**
 * Counts the learners of days. Each part of the text is a day, then `:` and a set as it is kept, or `#` and numbers; a day
 * may have several of them, which can have learners in common.
 *
 * @example countLearners('0#1,2 1#2'); // { learners: 2n, ofDays: 3n }
 */
export function countLearners(text: string): LearnerCounts {
  const days = new Map<string, RoaringBitmap32>();
  const all = new RoaringBitmap32();
  try {
    for (const part of text.split(' ')) {
      const day = part.slice(0, part.search(/[:#]/));
      const set = days.get(day) ?? new RoaringBitmap32();
      days.set(day, set);
      addPart(set, part.slice(day.length));
    }
    let ofDays = 0;
    for (const set of days.values()) {
      ofDays += set.size;
      all.orInPlace(set);
    }
    return { learners: BigInt(all.size), ofDays: BigInt(ofDays) };
  } finally {
    for (const set of days.values()) set.dispose();
    all.dispose();
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
