const DAY_MS = 86_400_000;
const DAYS_SINCE_MONDAY = 6;

/**
 * The Monday (UTC) on or before a moment, some weeks before.
 *
 * @example startOfWeek(new Date('2026-11-24T16:00:00Z'), 1) // 2026-11-16T00:00:00.000Z
 */
export function startOfWeek(moment: Date, weeksBefore = 0): Date {
  const midnight = Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth(), moment.getUTCDate());
  const days = ((moment.getUTCDay() + DAYS_SINCE_MONDAY) % 7) + 7 * weeksBefore;
  return new Date(midnight - days * DAY_MS);
}
