/** Compares by code point (UTF-8 bytes have the same order); null comes last. */
export function compareText(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Compares tuples of texts member by member. */
export function compareTexts(a: readonly (string | null)[], b: readonly (string | null)[]): number {
  for (const [index, value] of a.entries()) {
    const order = compareText(value, b[index] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}
