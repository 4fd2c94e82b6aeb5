import type { Dialect } from './dialect.js';

/** A value that is bound, never written into the text. */
export type ParameterValue = string | bigint | readonly string[] | readonly bigint[];

/** Collects the values of a statement and gives each its place. */
export class Parameters {
  readonly values: ParameterValue[] = [];
  readonly #dialect: Dialect;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  text(value: string): string {
    return this.#bind(value, this.#dialect.typeName('text'));
  }

  integer(value: number): string {
    return this.#bind(BigInt(value), this.#dialect.typeName('integer'));
  }

  texts(values: readonly string[]): string {
    return this.#bind(values, `${this.#dialect.typeName('text')}[]`);
  }

  integers(values: readonly number[]): string {
    return this.#bind(values.map(BigInt), `${this.#dialect.typeName('integer')}[]`);
  }

  /** The cast keeps a comparison in the type of the column, whatever the driver would infer. */
  #bind(value: ParameterValue, type: string): string {
    return `${this.#dialect.parameter(this.values.push(value))}::${type}`;
  }
}

/** A statement that is ready to run. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly ParameterValue[];
}
