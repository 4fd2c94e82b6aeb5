import { createHash } from 'node:crypto';
import { compareCodePoints } from '../exact/code-points.js';
import type { StoredBatches } from '../query/answer.js';
import { backfill } from '../rollups/backfill.js';
import { bucketsOfChanges, hoursOf } from '../rollups/rollup-buckets.js';
import { ROLLUP_STATE, zoneOfState } from '../rollups/rollup-state.js';
import type { AnalyticsStore, StoreSnapshot } from '../stores/analytics-store.js';
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
 * Makes rollups from the same facts once more, and compares those that are stored with them; but for buckets of
 * hours that something is noted of: facts answer for them, or with them. Nothing where the tenant has no rollups.
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
    const isClean = (row: StoredRow) => isKept(row) && !dirty.sums.has(bucketKey(row));
    const sumRows = (snapshot: StoreSnapshot) => presenceRows(filterRows(snapshot.rows(rollupTable), isClean));
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

/** The keys of the buckets that are noted as changed: of sums, and of sets. */
async function dirtyBuckets(stored: StoreSnapshot, timeZone: string) {
  const changes: { courseId: string; quarter: number }[] = [];
  for await (const rows of stored.rows(dirtyTable)) {
    for (const [quarter, courseId] of rows) changes.push({ courseId: courseId as string, quarter: Number(quarter) });
  }
  const [sums, sets] = [new Set<string>(), new Set<string>()];
  for (const [index, { grain, courseIds, first }] of bucketsOfChanges(hoursOf(changes), timeZone).entries()) {
    for (const [place, quarter] of first.entries()) {
      const course = courseIds![place]!;
      sums.add(bucketKey([BigInt(index + 1), BigInt(quarter), course]));
      if (grain !== 'day') continue;
      sets.add(bucketKey([BigInt(setScopes.course), BigInt(quarter), course]));
      sets.add(bucketKey([BigInt(setScopes.all), BigInt(quarter), '']));
    }
  }
  return { sums, sets };
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
