import type { Answer } from '../query/answer.js';
import type { KeptPeriod } from './closed-period.js';

/** Whose summary is asked for, and of which period. */
export type SummaryRequest = Pick<KeptPeriod, 'from' | 'to' | 'timeZone'> & { readonly tenantId: string };

/** Answers the platform summary of a period. */
export type SummaryOf = (
  request: SummaryRequest,
  at: { readonly now: number; readonly signal?: AbortSignal | undefined },
) => Promise<Answer>;

/** The question that is asked of a period: at closing, and whenever it is shown beside the answer of then. */
export function summaryQuestion({ tenantId, from, to, timeZone }: SummaryRequest) {
  const iso = (moment: number) => new Date(moment).toISOString();
  return { report: 'platform-summary', tenantId, from: iso(from), to: iso(to), timeZone };
}
