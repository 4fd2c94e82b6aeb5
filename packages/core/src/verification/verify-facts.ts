import { activityFact } from '../facts/catalogue.js';
import type { ComparedTable } from '../facts/compared-table.js';
import { foldedTables } from '../facts/folded-tables.js';
import { type IngestResult, ingestBatches } from '../ingest.js';
import type { StoredBatches } from '../query/answer.js';
import { showMoment } from '../retention/read-removed.js';
import { removedBefore } from '../retention/removals.js';
import type { AnalyticsStore, StoreSnapshot } from '../stores/analytics-store.js';
import { compareRows } from './compare-rows.js';
import { filterRows, isSince } from './filter-rows.js';
import { inScratchStore } from './scratch-store.js';
import { storedDocuments } from './stored-documents.js';
import { TableDifferences } from './table-differences.js';
import type { Verification, VerifyOptions } from './verification.js';
import { VerificationSteps } from './verification-steps.js';
import { verifyRollups } from './verify-rollups.js';

/** What was taken once was not ahead of the clock of its day, whatever that allowed. */
const ANY_TIME_MS = 8.64e15;

type Work = Required<Pick<VerifyOptions, 'tenantId'>> & Pick<VerifyOptions, 'signal'> & { steps: VerificationSteps };

/**
 * Takes the raw events of a tenant once more, in a store of their own, and compares every table that follows from them,
 * row by row, and rollups; the store as it is at one moment. Where raw events were removed, what they left in logs,
 * identities and sums is taken as well: facts must follow from it, and what is kept must be in it.
 */
export async function verifyFacts(
  store: AnalyticsStore,
  { tenantId, signal, onProgress = () => undefined }: VerifyOptions & { tenantId: string },
): Promise<Verification> {
  signal?.throwIfAborted();
  const { contents } = await store.status(tenantId);
  const work = { tenantId, signal, steps: new VerificationSteps(contents?.events ?? [], onProgress) };
  const { tables, removed } = await inScratchStore((scratch) =>
    store.inSnapshot(
      tenantId,
      async (stored) => {
        const removed = {
          rawEvents: removedBefore(await storedDocuments(stored, 'removal'), 'raw-events'),
          activity: removedBefore(await storedDocuments(stored, 'rollup'), 'removed-activity'),
        };
        const rawEvents = await fill(scratch, stored, work);
        if (removed.rawEvents !== null) await scratch.supplement(tenantId, stored);
        const since = removed.activity ?? undefined;
        const compared = await compareTables(stored, scratch, { ...work, since });
        const rollups = await verifyRollups({ stored, scratch }, { ...work, since });
        return { removed, tables: [rawEvents, ...compared, ...rollups] };
      },
      signal,
    ),
  );
  const counted = tables.map((table) => table.counted);
  const differenceCount = counted.reduce((sum, { differences }) => sum + differences, 0);
  return {
    tenantId,
    isClean: differenceCount === 0,
    events: counted[0]!.rows,
    rawEventsRemovedBefore: showMoment(removed.rawEvents),
    activityRemovedBefore: showMoment(removed.activity),
    differenceCount,
    tables: counted,
    differences: tables.flatMap(({ kept }) => kept),
  };
}

/** Takes the raw events in the scratch store; those that it does not take are differences. */
async function fill(scratch: AnalyticsStore, stored: StoreSnapshot, work: Work): Promise<TableDifferences> {
  const { tenantId, signal, steps } = work;
  const differences = new TableDifferences('raw_event');
  const intake = { store: scratch, clock: () => new Date(0), maxAheadMs: ANY_TIME_MS, storePersonalData: true };
  for await (const result of ingestBatches(oneByOne(stored.rawEvents()), intake, { tenantId, signal })) {
    differences.rows += result.accepted + refuse(result, differences);
    steps.advance(differences.rows);
  }
  steps.finish();
  return differences;
}

async function* oneByOne(batches: AsyncIterable<readonly string[]>): AsyncGenerator<string> {
  for await (const batch of batches) yield* batch;
}

const refusals = {
  duplicates: 'there is another event of this id',
  skipped: 'its type is not known',
  blocked: 'it is about a learner whom another event erases',
} as const satisfies Partial<Record<keyof IngestResult, string>>;

/** Takes the events of a batch that were not accepted as differences, and gives their number. */
function refuse(result: IngestResult, differences: TableDifferences): number {
  for (const { id, problems } of result.rejected) {
    const [{ pointer, message }] = problems as [IngestResult['rejected'][number]['problems'][number]];
    const key = id === undefined ? {} : { id };
    differences.add(() => ({ kind: 'refused', key, columns: [], reason: `${pointer} ${message}`.trim() }));
  }
  let count = result.rejected.length;
  for (const [name, reason] of Object.entries(refusals) as [keyof typeof refusals, string][]) {
    count += result[name];
    if (result[name] > 0) differences.add(() => ({ kind: 'refused', key: {}, columns: [], reason }), result[name]);
  }
  return count;
}

/** The rows of a table; of recorded activity those that are not removed. */
function rowsSince(snapshot: StoreSnapshot, table: ComparedTable, since: number | undefined): StoredBatches {
  const rows = snapshot.rows(table);
  return since === undefined || table.name !== activityFact.name ? rows : filterRows(rows, isSince(since, 0));
}

function compareTables(
  stored: StoreSnapshot,
  scratch: AnalyticsStore,
  { tenantId, signal, steps, since }: Work & { since: number | undefined },
): Promise<TableDifferences[]> {
  const compare = async (folded: StoreSnapshot) => {
    const tables: TableDifferences[] = [];
    for (const table of foldedTables) {
      const differences = new TableDifferences(table.name);
      const rows = { stored: rowsSince(stored, table, since), folded: rowsSince(folded, table, since) };
      await compareRows(table, rows, { differences, onRows: (count) => steps.advance(count) });
      steps.finish();
      tables.push(differences);
    }
    return tables;
  };
  return scratch.inSnapshot(tenantId, compare, signal);
}
