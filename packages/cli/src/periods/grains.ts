import type { ClosedGrain } from '@lms-analytics/core';

/** The grains of periods that are closed, for flags and arguments: known before the library is loaded. */
export const grains = ['hour', 'day', 'week', 'month'] as const satisfies readonly ClosedGrain[];
