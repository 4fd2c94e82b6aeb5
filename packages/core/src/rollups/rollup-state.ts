import { removedBefore } from '../retention/removals.js';
import type { AnalyticsStore } from '../stores/analytics-store.js';
import type { StoredDocument } from '../stores/stored-document.js';

/** The name of the document that says which rollups a tenant has; it is there while they are whole. */
export const ROLLUP_STATE = 'state';

/** Which rollups a tenant has. */
export interface RollupState {
  /** As it is stored: what is answered by rollups, or reads recorded activity, must still find this. */
  readonly text: string;
  /** The zone of their days and months. */
  readonly timeZone: string;
  /** When they were last as facts were, in milliseconds since the epoch; facts may not have changed since. */
  readonly refreshedAt: number;
}

/** The zone that the body of the document says. */
export function zoneOfState(body: string): string {
  return JSON.parse(body).timeZone;
}

/** The body of the document that says that rollups are whole. */
export function rollupStateBody(timeZone: string): string {
  return JSON.stringify({ timeZone });
}

/** Which rollups a tenant has; null where there are none that are whole. */
export async function readRollupState(store: AnalyticsStore, tenantId: string): Promise<RollupState | null> {
  return rollupStateOf(await store.documents(tenantId, 'rollup'));
}

/** Which rollups documents say that a tenant has; null where there are none that are whole. */
export function rollupStateOf(documents: readonly StoredDocument[]): RollupState | null {
  const state = documents.find(({ kind, name }) => kind === 'rollup' && name === ROLLUP_STATE);
  if (state === undefined) return null;
  const removed = removedBefore(documents, 'removed-activity');
  const text = `${state.body} ${removed ?? ''}`.trimEnd();
  return { text, timeZone: zoneOfState(state.body), refreshedAt: state.savedAt };
}

/** The rollups that a plan reads are no longer those that it was made for: the question is to be planned anew. */
export class RollupsChanged extends Error {
  override readonly name = 'RollupsChanged';
}
