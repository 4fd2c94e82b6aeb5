/**
 * What a store keeps for a tenant beside events and facts: settings, saved reports, which rollups there are, and up to when
 * something is removed.
 */
export type DocumentKind = 'setting' | 'report' | 'rollup' | 'removal';

/** A small document of a tenant: its kind, its name, its JSON text, when it was saved (milliseconds since the epoch). */
export interface StoredDocument {
  readonly kind: DocumentKind;
  readonly name: string;
  readonly body: string;
  readonly savedAt: number;
}
