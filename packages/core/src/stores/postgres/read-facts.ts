import { factViewList } from '../../facts/fact-views.js';
import type { FactRows } from '../analytics-store.js';
import { compileFactRows } from '../sql/fact-views.js';
import type { Database } from './database.js';
import { postgresDialect } from './postgres-dialect.js';
import { postgresFactViews } from './postgres-fact-views.js';
import { beginReading, rowsUntil } from './read-rows.js';

/** Reads every view of facts in one transaction: all of one moment. */
export async function* readFacts(
  database: Database,
  tenantId: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<FactRows> {
  const { client, end } = await beginReading(database, tenantId, signal);
  const [dialect, views] = [postgresDialect, postgresFactViews];
  try {
    await client.query(`SET LOCAL transaction_isolation = 'repeatable read'`);
    for (const view of factViewList) {
      yield { view, batches: rowsUntil(signal, client, compileFactRows(view, { tenantId, dialect, views })) };
    }
  } finally {
    await end();
  }
}
