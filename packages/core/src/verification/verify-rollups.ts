import { createHash } from 'node:crypto';
import { compareCodePoints } from '../exact/code-points.js';
import type { StoredBatches } from '../query/answer.js';
import { backfill } from '../rollups/backfill.js';
import { bitsOf } from '../rollups/noted-facts.js';
import { bucketsOfChanges, hoursOf } from '../rollups/rollup-buckets.js';
import { rollupColumns } from '../rollups/rollup-measures.js';
import { ROLLUP_STATE, zoneOfState } from '../rollups/rollup-state.js';
import type { AnalyticsStore, StoreSnapshot } from '../stores/analytics-store.js';
import { populationOf } from '../stores/sql/rollups/count-rows.js';
import { factsOf } from '../stores/sql/rollups/counted-rows.js';
import { setScopes } from '../stores/sql/rollups/rollup-tables.js';
import { compareRows } from './compare-rows.js';
import { filterRows, isSince } from './filter-rows.js';
import { dirtyTable, numberTable, rollupTable, setTable } from './rollup-tables.js';
import { RowReader, type StoredRow } from './row-reader.js';
import { storedDocuments } from './stored-documents.js';
import { TableDifferences } from './table-differences.js';

/** The stores whose rollups are compared: that of the tenant as it is at one moment, and one of the same facts. */
interface Stores {
  readonly stored: StoreSnapshot;
  readonly scratch: AnalyticsStore;
}

interface Work {
  readonly tenantId: string;
  readonly signal?: AbortSignal | undefined;
  /** What was before it stands, since facts of it were removed; in milliseconds since the epoch. */
  readonly since: number | undefined;
}

/**
 * Makes rollups from the same facts once more, and compares those that are stored with them; but for what is noted as
 * changed, or added to, in the hours of a bucket: facts answer for it, or with it. Nothing where the tenant has no rollups.
 */
export async function verifyRollups(
  { stored, scratch }: Stores,
  { tenantId, signal, since }: Work,
): Promise<TableDifferences[]> {
  const state = (await storedDocuments(stored, 'rollup')).find(({ name }) => name === ROLLUP_STATE);
  if (state === undefined) return [];
  const timeZone = zoneOfState(state.body);
  for await (const _ of backfill(scratch, { tenantId, timeZone, now: 0, concurrency: 1, signal }));
  const dirty = await dirtyBuckets(stored, timeZone);
  const compare = async (made: StoreSnapshot) => {
    const sums = new TableDifferences(rollupTable.name);
    const isKept = since === undefined ? () => true : isSince(since, 1);
    const sumRows = (snapshot: StoreSnapshot) =>
      cleanSums(presenceRows(filterRows(snapshot.rows(rollupTable), isKept)), dirty.sums);
    await compareRows(rollupTable, { stored: sumRows(stored), folded: sumRows(made) }, { differences: sums, onRows });
    const sets = new TableDifferences(setTable.name);
    const isCleanSet = (row: StoredRow) => isKept(row) && !dirty.sets.has(bucketKey(row));
    const numbers = await translation(stored, made);
    const rows = {
      stored: showSets(filterRows(stored.rows(setTable), isCleanSet), (number) => number),
      folded: showSets(filterRows(made.rows(setTable), isCleanSet), (number) => numbers[number]!),
    };
    await compareRows(setTable, rows, { differences: sets, onRows });
    return [sums, sets];
  };
  return scratch.inSnapshot(tenantId, compare, signal);
}

/** The steps of a verification are those of facts. */
const onRows = () => undefined;

/** What is noted of buckets, by their keys: of sums the number of the facts, see `noted-facts.ts`; of sets whether they have changed. */
async function dirtyBuckets(stored: StoreSnapshot, timeZone: string) {
  const [sums, sets] = [new Map<string, number>(), new Set<string>()];
  for (const [facts, hours] of await notedHours(stored)) {
    const changesSets = (facts & ofActivity) !== 0;
    for (const [index, { grain, courseIds, first }] of bucketsOfChanges(hoursOf(hours), timeZone).entries()) {
      for (const [place, quarter] of first.entries()) {
        const course = courseIds![place]!;
        const key = bucketKey([BigInt(index + 1), BigInt(quarter), course]);
        sums.set(key, (sums.get(key) ?? 0) | facts);
        if (grain !== 'day' || !changesSets) continue;
        sets.add(bucketKey([BigInt(setScopes.course), BigInt(quarter), course]));
        sets.add(bucketKey([BigInt(setScopes.all), BigInt(quarter), '']));
      }
    }
  }
  return { sums, sets };
}

/** The quarter hours of courses that something is noted of, by the number of the facts that have changed. */
async function notedHours(stored: StoreSnapshot): Promise<Map<number, { courseId: string; quarter: number }[]>> {
  const noted = new Map<string, { courseId: string; quarter: number; facts: number }>();
  for await (const rows of stored.rows(dirtyTable)) {
    for (const [quarter, courseId, facts] of rows) {
      const key = `${quarter} ${courseId}`;
      const known = noted.get(key) ?? { courseId: courseId as string, quarter: Number(quarter), facts: 0 };
      noted.set(key, { ...known, facts: known.facts | Number(facts) });
    }
  }
  const byFacts = new Map<number, { courseId: string; quarter: number }[]>();
  for (const { facts, ...hour } of noted.values()) {
    const hours = byFacts.get(facts) ?? [];
    byFacts.set(facts, hours);
    hours.push(hour);
  }
  return byFacts;
}

const ofActivity = bitsOf(factsOf('activities occurred_at'));
const ofColumns = rollupColumns.map((column) => bitsOf(factsOf(populationOf(column))));

/** The sums without those that follow from what has changed; a bucket is left out where nothing else is in it. */
async function* cleanSums(batches: StoredBatches, dirty: ReadonlyMap<string, number>): StoredBatches {
  const keys = Object.keys(rollupTable.key).length;
  const cleanOf = (row: StoredRow): StoredRow[] => {
    const facts = dirty.get(bucketKey(row));
    if (facts === undefined) return [row];
    const sums = row.slice(keys).map((sum, place) => ((ofColumns[place]! & facts) === 0 ? sum : 0n));
    return sums.every((sum) => sum === 0n) ? [] : [[...row.slice(0, keys), ...sums]];
  };
  for await (const rows of batches) yield rows.flatMap(cleanOf);
}

function bucketKey([first, quarter, course]: StoredRow): string {
  return `${first} ${quarter} ${course}`;
}

/** How many rows a sum of activity is kept in depends on how it came; whether there are any does not. */
async function* presenceRows(batches: StoredBatches): StoredBatches {
  const place = Object.keys({ ...rollupTable.key, ...rollupTable.columns }).indexOf('activity_rows');
  for await (const rows of batches) {
    yield rows.map((row) => row.with(place, (row[place] as bigint) > 0n ? 1n : 0n));
  }
}

/** The stored number of each learner, by the number in the other store; one of their own for those who have none. */
async function translation(stored: StoreSnapshot, made: StoreSnapshot): Promise<readonly number[]> {
  const numbers: number[] = [];
  const [known, others] = [new RowReader(stored.rows(numberTable)), new RowReader(made.rows(numberTable))];
  try {
    let one = await known.next();
    for (let other = await others.next(); other !== undefined; other = await others.next()) {
      const [userId, number] = other as [string, bigint];
      while (one !== undefined && one[0] !== null && compareCodePoints(one[0] as string, userId) < 0)
        one = await known.next();
      numbers[Number(number)] = one?.[0] === userId ? Number(one[1]) : NOT_NUMBERED + Number(number);
    }
    while (one !== undefined) one = await known.next(); // what is read of a snapshot is read to its end
  } finally {
    await Promise.all([known.close(), others.close()]);
  }
  return numbers;
}

const NOT_NUMBERED = 2 ** 31;

/** Sets as they are shown: how many learners, and what tells them from others; a learner's number says nothing. */
async function* showSets(batches: StoredBatches, numberOf: (number: number) => number): StoredBatches {
  const { numbersOf } = await import('../rollups/learner-set.js');
  for await (const rows of batches) {
    yield rows.map(([scope, quarter, course, text]) => {
      const numbers = Uint32Array.from(numbersOf(text as string), numberOf).sort();
      const digest = createHash('sha256').update(numbers).digest('hex').slice(0, 8);
      return [scope!, quarter!, course!, `${numbers.length} learners (${digest})`];
    });
  }
}
