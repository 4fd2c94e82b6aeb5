/**
 * A whole number as people read it, thousands apart.
 *
 * @example numberText(1234567) // '1,234,567'
 */
export function numberText(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
