import type { VacuumOutcome } from '../stores/analytics-store.js';
import type { DocumentKind, StoredDocument } from '../stores/stored-document.js';

/**
 * What is removed once it was kept long enough, by the name of the document that says up to when, and the kind of that.
 * Where recorded activity was removed, rollups answer in its place: it is read with their state.
 */
export const removalKinds = { 'raw-events': 'removal', 'removed-activity': 'rollup' } as const satisfies Record<
  string,
  DocumentKind
>;
export type RemovalName = keyof typeof removalKinds;

/** That of a tenant is removed what came before a moment; both in milliseconds since the epoch. */
export interface Removal {
  readonly name: RemovalName;
  readonly before: number;
  readonly now: number;
}

/** The raw events of a tenant: those that were received before a moment, and those that are kept. */
export interface RawEventCounts {
  readonly removable: number;
  readonly kept: number;
}

/** A quarter hour, since the epoch, and the sum of the activity that was recorded in it. */
export interface RecordedQuarter {
  readonly quarter: number;
  readonly activities: number;
}

/** A local day, of which recorded activity before a moment is removed; in milliseconds since the epoch. */
export interface RemovedDay {
  readonly tenantId: string;
  readonly from: number;
  readonly to: number;
  readonly before: number;
}

/** What is removed, and how. */
export interface RemovalOptions {
  /** A date in the zone of the tenant, or an instant, not after now: what came before it. */
  readonly before: string;
  /** Whose; `default` where absent. */
  readonly tenantId?: string | undefined;
  /** Only count it. */
  readonly isDryRun?: boolean | undefined;
  /** Ends it between two parts: what was removed stays so. */
  readonly signal?: AbortSignal | undefined;
  /** Told now and then how much is removed, and of how much. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** What every removal says of itself. */
export interface RemovalOutcome {
  /** Whose. */
  readonly tenantId: string;
  /** What came before this moment (RFC 3339). */
  readonly before: string;
  /** Whether it was only counted. */
  readonly isDryRun: boolean;
  /** Whether the bytes of what was removed are gone from the store's own files; null in a dry run. */
  readonly bytes: VacuumOutcome | null;
}

/** Up to when something is removed, by the documents that note it; null where nothing is. */
export function removedBefore(
  documents: readonly Pick<StoredDocument, 'kind' | 'name' | 'body'>[],
  name: RemovalName,
): number | null {
  const document = documents.find((each) => each.kind === removalKinds[name] && each.name === name);
  return document === undefined ? null : JSON.parse(document.body).before;
}

/** The document that notes a removal; undefined where as much was removed before. */
export function noteOf(
  documents: readonly StoredDocument[],
  { name, before, now }: Removal,
): StoredDocument | undefined {
  const noted = removedBefore(documents, name);
  if (noted !== null && noted >= before) return undefined;
  return { kind: removalKinds[name], name, body: JSON.stringify({ before }), savedAt: now };
}
