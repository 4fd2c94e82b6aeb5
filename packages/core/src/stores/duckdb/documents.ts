import type { DuckDBConnection } from '@duckdb/node-api';
import type { DocumentKind, StoredDocument } from '../analytics-store.js';

/** The documents of a tenant of one kind, by name. */
export async function readDocuments(
  connection: DuckDBConnection,
  tenantId: string,
  kind: DocumentKind,
): Promise<StoredDocument[]> {
  const result = await connection.runAndReadAll(
    'SELECT name, body, saved_at FROM document WHERE tenant_id = $1 AND kind = $2 ORDER BY name',
    [tenantId, kind],
  );
  return result.getRows().map(([name, body, savedAt]) => ({
    name: name as string,
    body: body as string,
    savedAt: Number(savedAt),
  }));
}

/** Which document of a tenant. */
export interface DocumentId {
  readonly tenantId: string;
  readonly kind: DocumentKind;
  readonly name: string;
}

/** Writes a document, in the place of one of the same name. */
export async function putDocument(
  connection: DuckDBConnection,
  id: DocumentId,
  { body, savedAt }: StoredDocument,
): Promise<void> {
  await removeDocument(connection, id);
  await connection.run('INSERT INTO document VALUES ($1, $2, $3, $4, $5)', [
    ...[id.tenantId, id.kind, id.name, body],
    BigInt(savedAt),
  ]);
}

/** Removes a document; false where there is none of that name. */
export async function removeDocument(
  connection: DuckDBConnection,
  { tenantId, kind, name }: DocumentId,
): Promise<boolean> {
  const { rowsChanged } = await connection.run(
    'DELETE FROM document WHERE tenant_id = $1 AND kind = $2 AND name = $3',
    [tenantId, kind, name],
  );
  return rowsChanged > 0;
}
