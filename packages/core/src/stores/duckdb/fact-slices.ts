import { type FactView, factViewList } from '../../facts/fact-views.js';
import type { StoredBatches } from '../../query/answer.js';
import type { KeyRange } from '../sql/fact-views.js';
import { Parameters, type Statement } from '../sql/parameters.js';
import { duckdbDialect } from './duckdb-dialect.js';

/**
 * About so many rows are sorted at once, which takes some 20 MB. DuckDB sorts more rows than it has memory for only
 * where it has much: two million of them failed at 150 MB.
 */
const SLICE_ROWS = 50_000;
const SAMPLED_PER_SLICE = 50;
/** The items of an attempt are one text; an item takes about so many bytes of it. */
const ITEM_BYTES = 64;

/** By the first column of their keys, what the rows of views are made of, and how many rows a row may make. */
const sources: Readonly<Record<string, readonly { readonly table: string; readonly makes: string }[]>> = {
  user_id: [
    ...['learner', 'enrollment', 'enrollment_span', 'module_completion', 'activity'].map((table) => ({
      table,
      makes: '1',
    })),
    { table: 'attempt', makes: '2' }, // activities
  ],
  attempt_id: [{ table: 'attempt', makes: `1 + coalesce(strlen(items), 0) // ${ITEM_BYTES}` }],
};

/** The slices of each view: together they have all of its keys, in their order. */
export type FactSlices = (view: FactView) => readonly KeyRange[];

/** Cuts the rows of a tenant into slices that can each be sorted in little memory. Those of courses are few: they are one. */
export async function cutFacts(tenantId: string, read: (statement: Statement) => StoredBatches): Promise<FactSlices> {
  const slices = new Map<string, readonly KeyRange[]>();
  for (const column of new Set(factViewList.map(({ key }) => key[0]!))) {
    slices.set(column, column in sources ? rangesBetween(await cutsOf(column, { tenantId, read })) : [{}]);
  }
  return ({ key }) => slices.get(key[0]!)!;
}

interface Reading {
  readonly tenantId: string;
  readonly read: (statement: Statement) => StoredBatches;
}

/** The keys that slices end with, but for the last: estimated from a sample of the rows. */
async function cutsOf(column: string, { tenantId, read }: Reading): Promise<string[]> {
  const statementOf = (select: (rows: string) => string): Statement => {
    const parameters = new Parameters(duckdbDialect);
    const tenant = parameters.text(tenantId);
    const rows = sources[column]!.map(
      ({ table, makes }) => `SELECT ${column} AS key, ${makes} AS made FROM ${table} WHERE tenant_id = ${tenant}`,
    );
    return { sql: select(`(${rows.join(' UNION ALL ')})`), parameters: parameters.list };
  };
  const [[total]] = (await all(read(statementOf((rows) => `SELECT coalesce(sum(made), 0) FROM ${rows}`)))) as [
    [bigint],
  ];
  const count = Math.ceil(Number(total) / SLICE_ROWS);
  if (count <= 1) return [];
  const size = count * SAMPLED_PER_SLICE;
  const sample = statementOf(
    (rows) => `SELECT key, made FROM (SELECT key, made FROM ${rows} USING SAMPLE reservoir(${size} ROWS)) ORDER BY key`,
  );
  return cutsOfSample((await all(read(sample))) as [string, bigint][], count);
}

/** The keys at which each share of what the sample makes is reached. */
function cutsOfSample(sample: readonly (readonly [key: string, made: bigint])[], count: number): string[] {
  const share = sample.reduce((sum, [, made]) => sum + Number(made), 0) / count;
  const cuts = new Set<string>();
  let made = 0;
  for (const [key, more] of sample) {
    made += Number(more);
    if (made < share) continue;
    cuts.add(key);
    made = 0;
  }
  return [...cuts];
}

function rangesBetween(cuts: readonly string[]): KeyRange[] {
  const ends = [...cuts, undefined];
  return ends.map((upTo, place) => ({ after: cuts[place - 1], upTo }));
}

async function all(batches: StoredBatches): Promise<(readonly unknown[])[]> {
  const rows: (readonly unknown[])[] = [];
  for await (const batch of batches) rows.push(...batch);
  return rows;
}
