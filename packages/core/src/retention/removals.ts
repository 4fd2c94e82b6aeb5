import type { StoredDocument } from '../stores/analytics-store.js';

/** The name of the document that says up to when raw events are removed. */
export const RAW_EVENTS = 'raw-events';

/** What is removed of a tenant: what came before a moment; both in milliseconds since the epoch. */
export interface Removal {
  readonly before: number;
  readonly now: number;
}

/** Up to when something is removed, by the documents that note removals; null where nothing is. */
export function removedBefore(
  documents: readonly Pick<StoredDocument, 'name' | 'body'>[],
  name: string,
): number | null {
  const document = documents.find((each) => each.name === name);
  return document === undefined ? null : JSON.parse(document.body).before;
}

/** The document that notes a removal; undefined where as much was removed before. */
export function noteOf(
  documents: readonly StoredDocument[],
  name: string,
  { before, now }: Removal,
): StoredDocument | undefined {
  const noted = removedBefore(documents, name);
  if (noted !== null && noted >= before) return undefined;
  return { kind: 'removal', name, body: JSON.stringify({ before }), savedAt: now };
}
