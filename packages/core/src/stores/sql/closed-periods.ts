import type { KeptPeriod, KeptPeriodFilter, KeptSummary } from '../../periods/closed-period.js';
import type { StoredValue } from '../analytics-store.js';
import type { OutboxEntry, OutboxEvent } from '../outbox.js';
import type { Dialect } from './dialect.js';
import { Parameters, type Statement } from './parameters.js';

/** Runs a statement, in the transaction of the caller, and gives its rows. */
type Run = (statement: Statement) => AsyncIterable<readonly (readonly StoredValue[])[]>;

const columns = 'grain, period, from_ms, to_ms, time_zone, closed_at';

/** The closed periods of a tenant, the latest first. */
export async function readClosedPeriods(
  { tenantId, grain, limit }: KeptPeriodFilter & { readonly tenantId: string },
  dialect: Dialect,
  run: Run,
): Promise<KeptPeriod[]> {
  const parameters = new Parameters(dialect);
  const own = `tenant_id = ${parameters.text(tenantId)}`;
  const ofGrain = grain === undefined ? '' : ` AND grain = ${parameters.text(grain)}`;
  const most = limit === undefined ? '' : ` LIMIT ${parameters.integer(limit)}`;
  // Of one grain the primary key has them in their order.
  const order = grain === undefined ? 'from_ms DESC, grain' : 'period DESC';
  const sql = `SELECT ${columns} FROM closed_period WHERE ${own}${ofGrain} ORDER BY ${order}${most}`;
  return (await all(run({ sql, parameters: parameters.list }))).map(keptPeriod);
}

/** A closed period with its summary; null where it is not closed. */
export async function readClosedPeriod(
  { tenantId, grain, key }: Pick<KeptPeriod, 'grain' | 'key'> & { readonly tenantId: string },
  dialect: Dialect,
  run: Run,
): Promise<KeptSummary | null> {
  const parameters = new Parameters(dialect);
  const own = `tenant_id = ${parameters.text(tenantId)}`;
  const sql = `SELECT ${columns}, summary FROM closed_period
    WHERE ${own} AND grain = ${parameters.text(grain)} AND period = ${parameters.text(key)}`;
  const [row] = await all(run({ sql, parameters: parameters.list }));
  return row === undefined ? null : { ...keptPeriod(row), summary: row[6] as string };
}

/**
 * Keeps a closed period, and puts an event into the outbox; false where it is closed already. Who closes it at the same
 * time waits for the transaction, and then finds it closed.
 */
export async function keepClosedPeriod(
  { tenantId, period, event }: { tenantId: string; period: KeptSummary; event: OutboxEvent },
  dialect: Dialect,
  run: Run,
): Promise<boolean> {
  const kept = await all(run(insertPeriod(tenantId, period, dialect)));
  if (kept.length === 0) return false;
  await putIntoOutbox({ tenantId, event }, dialect, run);
  return true;
}

function insertPeriod(tenantId: string, period: KeptSummary, dialect: Dialect): Statement {
  const parameters = new Parameters(dialect);
  const values = [
    parameters.text(tenantId),
    parameters.text(period.grain),
    parameters.text(period.key),
    parameters.integer(period.from),
    parameters.integer(period.to),
    parameters.text(period.timeZone),
    parameters.integer(period.closedAt),
    parameters.text(period.summary),
  ];
  const sql = `INSERT INTO closed_period (tenant_id, ${columns}, summary) VALUES (${values.join(', ')})
    ON CONFLICT DO NOTHING RETURNING period`;
  return { sql, parameters: parameters.list };
}

/**
 * Puts an event into the outbox of a tenant. The row of its last number stays locked until the transaction ends: numbers
 * become visible in their order, without a gap, so whoever reads those after one misses none.
 */
async function putIntoOutbox(
  { tenantId, event }: { tenantId: string; event: OutboxEvent },
  dialect: Dialect,
  run: Run,
): Promise<void> {
  const next = new Parameters(dialect);
  const [row] = await all(
    run({
      sql: `INSERT INTO outbox_sequence (tenant_id, last) VALUES (${next.text(tenantId)}, 1)
        ON CONFLICT (tenant_id) DO UPDATE SET last = outbox_sequence.last + 1 RETURNING last`,
      parameters: next.list,
    }),
  );
  const parameters = new Parameters(dialect);
  const values = [
    parameters.text(tenantId),
    parameters.integer(Number(row![0])),
    parameters.text(event.type),
    parameters.text(event.body),
    parameters.integer(event.createdAt),
  ];
  const sql = `INSERT INTO outbox (tenant_id, sequence, type, body, created_at) VALUES (${values.join(', ')})`;
  await all(run({ sql, parameters: parameters.list }));
}

/** What is in the outbox of a tenant after a sequence number, in its order. */
export async function readOutbox(
  { tenantId, after }: { tenantId: string; after: number },
  dialect: Dialect,
  run: Run,
): Promise<OutboxEntry[]> {
  const parameters = new Parameters(dialect);
  const sql = `SELECT sequence, type, body, created_at FROM outbox
    WHERE tenant_id = ${parameters.text(tenantId)} AND sequence > ${parameters.integer(after)} ORDER BY sequence`;
  return (await all(run({ sql, parameters: parameters.list }))).map(([sequence, type, body, createdAt]) => ({
    sequence: Number(sequence),
    type: type as OutboxEvent['type'],
    body: body as string,
    createdAt: Number(createdAt),
  }));
}

function keptPeriod([grain, key, from, to, timeZone, closedAt]: readonly StoredValue[]): KeptPeriod {
  return {
    grain: grain as KeptPeriod['grain'],
    key: key as string,
    from: Number(from),
    to: Number(to),
    timeZone: timeZone as string,
    closedAt: Number(closedAt),
  };
}

async function all(batches: ReturnType<Run>): Promise<(readonly StoredValue[])[]> {
  const rows = [];
  for await (const batch of batches) rows.push(...batch);
  return rows;
}
