import { z } from 'zod';
import { DEFAULT_TENANT, limitMember, parseMembers, tenantMember } from '../query/question.js';
import { type CloseOptions, type ClosingContext, closePeriods } from './close-periods.js';
import { type ClosedGrain, type ClosedPeriod, closedPeriodOf } from './closed-period.js';
import { grainMember } from './parse-grain.js';
import { type ShownPeriod, type ShowPeriodOptions, showPeriod } from './show-period.js';

/** Which closed periods are listed. */
export interface PeriodListOptions {
  /** Whose; `default` where absent. */
  readonly tenantId?: string | undefined;
  /** Hours, days, weeks or months alone; all of them where absent. */
  readonly grain?: ClosedGrain | undefined;
  /** The most that are listed; all of them where absent. */
  readonly limit?: number | undefined;
}

/**
 * Local hours, days, weeks and months that are closed: of each the platform summary is kept as it was answered then. Later
 * events change every answer, but nothing that is kept.
 */
export interface Periods {
  /**
   * Closes the periods that have ended and are not closed yet, and gives each of them: those after the latest closed one of
   * their grain, or, where none is, the last that ended; with `from` older ones too. It can be ended and begun again, and run
   * by several at once, of which one closes a period. For each one the event `AnalyticsUpdated` is put in the outbox.
   *
   * @throws AnalyticsError `invalid_query` for a tenant, a grain or an end that cannot be one
   * @example
   * for await (const { grain, start } of analytics.periods.close()) console.log(grain, start); // month 2026-03-01
   */
  close(options?: CloseOptions): AsyncIterable<ClosedPeriod>;
  /**
   * The periods of a tenant that are closed, the latest first.
   *
   * @throws AnalyticsError `invalid_query` for a tenant, grain or limit that cannot be one
   * @example
   * const [latest] = await analytics.periods.list({ grain: 'month' });
   * latest?.start; // '2026-03-01'
   */
  list(options?: PeriodListOptions): Promise<readonly ClosedPeriod[]>;
  /**
   * A closed period: its summary as it was kept, and beside each value the one that is answered now.
   *
   * @throws AnalyticsError `invalid_query` for a period that is not closed, and for what names none
   * @example
   * const { closedAt, rows } = await analytics.periods.show({ grain: 'month', start: '2026-03-01' });
   * rows[5]; // { metric: 'enrollments', title: 'Enrollments', unit: 'count', at_closing: 2, now: 3, difference: 1 }
   */
  show(options: ShowPeriodOptions): Promise<ShownPeriod>;
}

const listSchema = z.strictObject({
  tenantId: tenantMember.default(DEFAULT_TENANT),
  grain: grainMember.optional(),
  limit: limitMember.optional(),
});

/** Makes the part of the library that is about closed periods. */
export function periodsOf(context: ClosingContext): Periods {
  return {
    close: (options = {}) => closePeriods(context, options),
    list: async (options = {}) => {
      const { tenantId, ...filter } = parseMembers(listSchema, options);
      const kept = await context.store.closedPeriods(tenantId, filter);
      return kept.map((period) => closedPeriodOf(tenantId, period));
    },
    show: (options) => showPeriod(context, options),
  };
}
