import { quotient } from './quotient.js';
import { integerRoot } from './root.js';

interface Exact {
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly isRoot: boolean;
}

/** Far more than the 12 digits that are written: what a subtraction takes away is still there. */
const ROOT_SCALE = 10n ** 60n;

/**
 * (value − previous) ÷ previous, of the exact values; null where the previous one is 0. Both are plain or both are
 * square roots; a root is not below 0.
 *
 * @example exactChange(three, two) // 0.5
 */
export function exactChange(value: Exact, previous: Exact): number | null {
  if (previous.numerator === 0n) return null;
  const [above, below] = [value.numerator * previous.denominator, value.denominator * previous.numerator];
  const [numerator, denominator] = below < 0n ? [-above, -below] : [above, below];
  if (!value.isRoot) return quotient(numerator - denominator, denominator);
  const root = integerRoot((numerator * ROOT_SCALE * ROOT_SCALE) / denominator);
  return quotient(root - ROOT_SCALE, ROOT_SCALE);
}
