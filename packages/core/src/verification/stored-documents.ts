import type { StoreSnapshot } from '../stores/analytics-store.js';
import type { DocumentKind, StoredDocument } from '../stores/stored-document.js';
import { documentTable } from './rollup-tables.js';

/** The documents of a kind, as they are at the moment of a snapshot. */
export async function storedDocuments(
  stored: StoreSnapshot,
  kind: DocumentKind,
): Promise<Pick<StoredDocument, 'kind' | 'name' | 'body'>[]> {
  const documents: Pick<StoredDocument, 'kind' | 'name' | 'body'>[] = [];
  for await (const rows of stored.rows(documentTable)) {
    for (const [ofKind, name, body] of rows as [string, string, string][]) {
      if (ofKind === kind) documents.push({ kind, name, body });
    }
  }
  return documents;
}
