import { FractionCounts } from '../../exact/fraction-counts.js';

/** The attempts that got a mark for the same items, by their total in units. */
interface Group {
  readonly items: readonly string[];
  readonly totals: Map<bigint, number>;
}

/** An item's id holds no U+0000: events that have one are rejected. */
const SEPARATOR = '\0';

/**
 * Totals of attempts, beside the items that they are of: an item's maximum, and so the percent of an attempt, is not
 * known before the last attempt has come.
 *
 * Memory follows the number of different totals of each set of items, not of attempts.
 */
export class AttemptTotals {
  readonly #groups = new Map<string, Group>();

  /** Takes the marks of an attempt and their total, in units. One without marks has no total. */
  add(marks: readonly { readonly item: string }[], total: bigint): void {
    if (marks.length === 0) return;
    const items = marks.map(({ item }) => item);
    const key = items.join(SEPARATOR);
    const { totals } = this.#groups.get(key) ?? this.#newGroup(key, items);
    totals.set(total, (totals.get(total) ?? 0) + 1);
  }

  /** Follows a unit that became `factor` times finer. */
  rescale(factor: bigint): void {
    for (const [key, { items, totals }] of this.#groups) {
      const finer = new Map([...totals].map(([total, count]) => [total * factor, count]));
      this.#groups.set(key, { items, totals: finer });
    }
  }

  /** Each total in percent of the sum of its items' maxima; none where that is 0. */
  percents(maximumOf: (item: string) => bigint): FractionCounts {
    const percents = new FractionCounts();
    for (const { items, totals } of this.#groups.values()) {
      const maximum = items.reduce((sum, item) => sum + maximumOf(item), 0n);
      if (maximum === 0n) continue;
      for (const [total, count] of totals) percents.add(100n * total, maximum, count);
    }
    return percents;
  }

  #newGroup(key: string, items: readonly string[]): Group {
    const group = { items, totals: new Map<bigint, number>() };
    this.#groups.set(key, group);
    return group;
  }
}
