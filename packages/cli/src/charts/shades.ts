/** From little to most; what is nothing is blank. */
export const SHADES = ['░', '▒', '▓', '█'] as const;

/**
 * The shade of a share: the darker the more, blank for nothing.
 *
 * @param share 0 to 1; not a number where it is of nothing
 * @example shadeOf(0.3) // '▒'
 */
export function shadeOf(share: number): string {
  return share > 0 ? SHADES[Math.min(SHADES.length, Math.ceil(share * SHADES.length)) - 1]! : ' ';
}
