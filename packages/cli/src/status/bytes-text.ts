const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];

/**
 * Bytes as people read them, in units of 1000.
 *
 * @example bytesText(403_976_192) // '404 MB'
 */
export function bytesText(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const format = new Intl.NumberFormat('en-US', {
    style: 'unit',
    unit: units[power]!,
    maximumSignificantDigits: 3,
  });
  return format.format(bytes / 1000 ** power);
}
