import type { Explanation, Plan } from './stores/analytics-store.js';

/** How an answer came to be. */
export interface Explained extends Explanation {
  /** Where the numbers come from. */
  readonly source: 'rollups' | 'facts' | 'rollups and facts';
  /** What the store is asked, as plain data: for people to read, its members may change. */
  readonly plan: Plan;
}

/** Where the numbers of an answer to a plan come from. */
export function sourceOf(plan: Plan): Explained['source'] {
  const parts = plan.kind === 'metrics' ? plan.parts : [plan];
  const kinds = new Set(parts.map(({ answeredBy }) => answeredBy.kind));
  if (!kinds.has('rollups') && !kinds.has('sets')) return 'facts';
  return kinds.has('facts') ? 'rollups and facts' : 'rollups';
}
