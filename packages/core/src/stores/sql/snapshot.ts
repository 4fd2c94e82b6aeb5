import type { ComparedTable } from '../../facts/compared-table.js';
import type { StoredValue, StoreSnapshot } from '../analytics-store.js';
import type { Dialect } from './dialect.js';
import { Parameters, type Statement } from './parameters.js';
import { storedColumn } from './stored-column.js';

/** What a snapshot is read through: statements in one transaction, one after the other. */
export interface SnapshotSource {
  readonly tenantId: string;
  readonly dialect: Dialect;
  readonly run: (statement: Statement) => AsyncIterable<readonly (readonly StoredValue[])[]>;
}

/** The snapshot of a tenant. */
export function snapshotOf({ tenantId, dialect, run }: SnapshotSource): StoreSnapshot {
  return {
    rawEvents: () => textsOf(run(compileRawEvents(tenantId, dialect))),
    rows: (table) => run(compileRows(table, tenantId, dialect)),
  };
}

async function* textsOf(batches: ReturnType<SnapshotSource['run']>): AsyncGenerator<string[]> {
  for await (const rows of batches) yield rows.map(([text]) => text as string);
}

/** A text has up to 256 KiB. */
const TEXTS_AT_ONCE = 256;

/** As they lie: facts do not depend on the order of events, and texts are not sorted for nothing. */
function compileRawEvents(tenantId: string, dialect: Dialect): Statement {
  const parameters = new Parameters(dialect);
  const sql = `SELECT text FROM raw_event WHERE tenant_id = ${parameters.text(tenantId)}`;
  return { sql, parameters: parameters.list, rowsAtOnce: TEXTS_AT_ONCE };
}

function compileRows({ name, key, columns, isSum }: ComparedTable, tenantId: string, dialect: Dialect): Statement {
  const parameters = new Parameters(dialect);
  const keyColumns = Object.keys(key);
  const others = Object.entries(columns).map((column) =>
    isSum ? `sum(${column[0]}) AS ${column[0]}` : storedColumn(column, dialect),
  );
  const sql = `SELECT ${[...keyColumns, ...others].join(', ')} FROM ${name}
WHERE tenant_id = ${parameters.text(tenantId)}${isSum ? ` GROUP BY ${keyColumns.join(', ')}` : ''}
ORDER BY ${keyColumns.map((column) => `${column} NULLS LAST`).join(', ')}`;
  return { sql, parameters: parameters.list };
}
