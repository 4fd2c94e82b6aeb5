import type { DuckDBConnection } from '@duckdb/node-api';
import type { DocumentKind, StoredDocument } from '../stored-document.js';

/** The documents of a tenant of some kinds, by name. */
export async function readDocuments(
  connection: DuckDBConnection,
  tenantId: string,
  kinds: readonly DocumentKind[],
): Promise<StoredDocument[]> {
  const result = await connection.runAndReadAll(
    `SELECT kind, name, body, saved_at FROM document
     WHERE tenant_id = $1 AND kind IN (${kinds.map((_, place) => `$${place + 2}`).join(', ')}) ORDER BY name`,
    [tenantId, ...kinds],
  );
  return result.getRows().map(([kind, name, body, savedAt]) => ({
    kind: kind as DocumentKind,
    name: name as string,
    body: body as string,
    savedAt: Number(savedAt),
  }));
}

/** Which document of a tenant. */
export interface DocumentId extends Pick<StoredDocument, 'kind' | 'name'> {
  readonly tenantId: string;
}

/** Writes a document, in the place of one of the same name. */
export async function putDocument(
  connection: DuckDBConnection,
  tenantId: string,
  { kind, name, body, savedAt }: StoredDocument,
): Promise<void> {
  await removeDocument(connection, { tenantId, kind, name });
  await connection.run('INSERT INTO document VALUES ($1, $2, $3, $4, $5)', [
    ...[tenantId, kind, name, body],
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
