import type { Bucket } from '../../query/bucket.js';
import type { PlanSpan } from '../../query/plan.js';
import type { StatementScope } from './plan-scope.js';
import { type PlaceSql, placeAmong, quarterSelect, type Stretch, stretchSelect } from './quarter-tables.js';

/** Among which stretches a place is looked for, and what becomes of what is in none. */
interface Placing {
  readonly name: string;
  readonly stretches: readonly Stretch[];
  readonly table: () => string;
  readonly join: 'JOIN' | 'LEFT JOIN';
}

/** The buckets, their ends and the days of a span in SQL; tables are made where they are read. */
export class SpanTimes {
  readonly #span: PlanSpan;
  readonly #index: number;
  readonly #statement: StatementScope;
  readonly #buckets: readonly Bucket[];

  constructor(span: PlanSpan, index: number, statement: StatementScope) {
    this.#span = span;
    this.#index = index;
    this.#statement = statement;
    this.#buckets = span.buckets ?? [];
  }

  /** Whether the period is cut into buckets. */
  get isSeries(): boolean {
    return this.#span.buckets !== null;
  }

  /** The table of the buckets: `bucket` is its place, `ending` that of its end among all ends. */
  get bucketTable(): string {
    return this.#table('bucket', this.#buckets, { ending: this.endings.endingOf });
  }

  /** The table of the different ends of buckets: `ending` is its place. */
  get endingTable(): string {
    return this.#table('ending', this.endings.stretches);
  }

  /** The bucket of a quarter hour of the span. */
  bucketOf(quarter: string): PlaceSql {
    const table = () => this.bucketTable;
    return this.#placeOf(quarter, { name: 'bucket', stretches: this.#buckets, table, join: 'JOIN' });
  }

  /** The next end of a bucket after a quarter hour of the span; null before it. */
  endingOf(quarter: string): PlaceSql {
    const table = () => this.endingTable;
    return this.#placeOf(quarter, { name: 'ending', stretches: this.endings.stretches, table, join: 'LEFT JOIN' });
  }

  /** The local day of a quarter hour of the span. */
  dayOf(quarter: string): PlaceSql {
    const stretches = this.#span.days!; // a plan has them where a measure adds them up
    return this.#placeOf(quarter, {
      name: 'day',
      stretches,
      table: () => this.#table('day', stretches),
      join: 'JOIN',
    });
  }

  #placeOf(quarter: string, { name, stretches, table, join }: Placing): PlaceSql {
    const { dialect, shared } = this.#statement;
    const quarters = () => shared.share(`${name}_quarter${this.#index}`, () => quarterSelect(table(), [name], dialect));
    return placeAmong(stretches, quarter, { name, table: quarters, join, bound: this.#statement });
  }

  #table(
    name: string,
    stretches: readonly Stretch[],
    columns: Readonly<Record<string, readonly number[]>> = {},
  ): string {
    const places = { [name]: stretches.map((_, place) => place) };
    return this.#statement.shared.share(`${name}${this.#index}`, () =>
      stretchSelect(stretches, { ...places, ...columns }, this.#statement),
    );
  }

  /**
   * The time between one end of a bucket and the next, from the start of the span on, and which of them each bucket
   * ends. Buckets of a previous period can overlap, or be empty: two of them can have one end.
   */
  get endings(): { stretches: Stretch[]; endingOf: number[] } {
    const ends = [...new Set(this.#buckets.map(({ to }) => to))].sort((a, b) => a - b);
    const places = new Map(ends.map((end, place) => [end, place]));
    return {
      stretches: ends.map((to, place) => ({ from: place === 0 ? this.#span.period.from : ends[place - 1]!, to })),
      endingOf: this.#buckets.map(({ to }) => places.get(to)!),
    };
  }
}
