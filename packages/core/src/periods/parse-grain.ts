import { z } from 'zod';
import { parseMembers } from '../query/question.js';
import { CLOSED_GRAINS, type ClosedGrain } from './closed-period.js';

/** The grain of a period that is closed. */
export const grainMember = z.enum(CLOSED_GRAINS);

const schema = z.strictObject({ grain: grainMember });

/**
 * Reads the grain of a period that is closed.
 *
 * @throws AnalyticsError `invalid_query`
 */
export function parseGrain(grain: unknown): ClosedGrain {
  return parseMembers(schema, { grain }).grain;
}
