import { twelveDigits } from '../exact.js';
import type { Row } from '../oracle.js';

/** A ratio with its parts, as columns; null of nothing. */
export function ratio(column: string, numerator: bigint, denominator: bigint): Row {
  return {
    [column]: denominator === 0n ? null : twelveDigits(numerator, denominator),
    [`${column}_numerator`]: Number(numerator),
    [`${column}_denominator`]: Number(denominator),
  };
}
