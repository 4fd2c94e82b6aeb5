import type { Dialect } from './dialect.js';

/** A value that is bound, never written into the text: a text, a whole number, or a list of them. */
export type Parameter =
  | { readonly type: 'text'; readonly value: string | readonly string[] }
  | { readonly type: 'integer'; readonly value: bigint | readonly bigint[] };

/** Collects the values of a statement and gives each its place. */
export class Parameters {
  readonly list: Parameter[] = [];
  readonly #dialect: Dialect;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  text(value: string | readonly string[]): string {
    return this.#bind({ type: 'text', value });
  }

  integer(value: number | readonly number[]): string {
    return this.#bind({ type: 'integer', value: typeof value === 'number' ? BigInt(value) : value.map(BigInt) });
  }

  /** The cast keeps a comparison in the type of the column, whatever the driver would infer. */
  #bind(parameter: Parameter): string {
    const suffix = Array.isArray(parameter.value) ? '[]' : '';
    const place = this.#dialect.parameter(this.list.push(parameter));
    return `${place}::${this.#dialect.typeName(parameter.type)}${suffix}`;
  }
}

/** A statement that is ready to run. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
  /** The most rows to be fetched at once, of rows that can be long; as many as suit the store where absent. */
  readonly rowsAtOnce?: number;
}
