import type { AnalyticsStore } from '../stores/analytics-store.js';

/** The name of the document that says which rollups a tenant has; it is there while they are whole. */
export const ROLLUP_STATE = 'state';

/** Which rollups a tenant has. */
export interface RollupState {
  /** As it is stored: what is answered by rollups must still find this. */
  readonly text: string;
  /** The zone of their days and months. */
  readonly timeZone: string;
}

/** What the text of a state says. */
export function rollupStateOf(text: string): RollupState {
  return { text, timeZone: JSON.parse(text).timeZone };
}

/** The text of a state. */
export function rollupStateText(timeZone: string): string {
  return JSON.stringify({ timeZone });
}

/** Which rollups a tenant has; null where there are none that are whole. */
export async function readRollupState(store: AnalyticsStore, tenantId: string): Promise<RollupState | null> {
  const documents = await store.documents(tenantId, 'rollup');
  const state = documents.find(({ name }) => name === ROLLUP_STATE);
  return state === undefined ? null : rollupStateOf(state.body);
}

/** The rollups that a plan reads are no longer those that it was made for: the question is to be planned anew. */
export class RollupsChanged extends Error {
  override readonly name = 'RollupsChanged';
}
