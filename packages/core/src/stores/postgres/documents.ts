import type { DocumentKind, StoredDocument } from '../stored-document.js';
import type { Client } from './client.js';

/** The documents of a tenant of some kinds, by name. */
export async function readDocuments(
  client: Client,
  tenantId: string,
  kinds: readonly DocumentKind[],
): Promise<StoredDocument[]> {
  const { rows } = await client.query(
    'SELECT kind, name, body, saved_at FROM document WHERE tenant_id = $1 AND kind = ANY ($2::text[]) ORDER BY name',
    [tenantId, kinds],
  );
  return rows.map(({ kind, name, body, saved_at }) => ({ kind, name, body, savedAt: Number(saved_at) }));
}

/** Writes a document, in the place of one of the same name. */
export async function putDocument(
  client: Client,
  tenantId: string,
  { kind, name, body, savedAt }: StoredDocument,
): Promise<void> {
  await client.query(
    `INSERT INTO document (tenant_id, kind, name, body, saved_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (tenant_id, kind, name) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at`,
    [tenantId, kind, name, body, savedAt],
  );
}
