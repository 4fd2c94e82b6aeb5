import { factViewList } from '../../facts/fact-views.js';
import type { FactRows, StoreSnapshot } from '../analytics-store.js';
import { compileFactRows } from '../sql/fact-views.js';
import type { Statement } from '../sql/parameters.js';
import { snapshotOf } from '../sql/snapshot.js';
import type { Database } from './database.js';
import { postgresDialect } from './postgres-dialect.js';
import { postgresFactViews } from './postgres-fact-views.js';
import { beginReading, rowsUntil } from './read-rows.js';

/** Whoever reads everything may take as long as it takes: the server counts the time in which it waits for a reader, too. */
const OF_ONE_MOMENT = [`SET LOCAL transaction_isolation = 'repeatable read'`, 'SET LOCAL statement_timeout = 0'];

/** Reads every view of facts in one transaction: all of one moment. */
export async function* readFacts(
  database: Database,
  tenantId: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<FactRows> {
  const { client, end } = await beginReading(database, tenantId, signal);
  const [dialect, views] = [postgresDialect, postgresFactViews];
  try {
    for (const setting of OF_ONE_MOMENT) await client.query(setting);
    for (const view of factViewList) {
      yield { view, batches: rowsUntil(signal, client, compileFactRows(view, { tenantId, dialect, views })) };
    }
  } finally {
    await end();
  }
}

/** Reads what there is of a tenant in one transaction: all of one moment. */
export async function readInSnapshot<Result>(
  database: Database,
  { tenantId, signal }: { readonly tenantId: string; readonly signal: AbortSignal | undefined },
  read: (snapshot: StoreSnapshot) => Promise<Result>,
): Promise<Result> {
  const { client, end } = await beginReading(database, tenantId, signal);
  const run = (statement: Statement) => rowsUntil(signal, client, statement);
  try {
    for (const setting of OF_ONE_MOMENT) await client.query(setting);
    return await read(snapshotOf({ tenantId, dialect: postgresDialect, run }));
  } finally {
    await end();
  }
}
