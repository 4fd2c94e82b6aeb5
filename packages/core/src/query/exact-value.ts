import { quotient } from '../exact/quotient.js';
import { rootOfQuotient } from '../exact/root.js';
import type { Formula } from '../metrics/formula.js';
import type { Measure } from '../metrics/measure.js';
import type { StoredValue } from '../stores/analytics-store.js';

/** An exact number: numerator ÷ denominator, or its square root. The denominator is above 0. */
export interface ExactValue {
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly isRoot: boolean;
}

/** What a formula gives: its value, null where it has none, and the parts of a ratio. */
export interface FormulaValue {
  readonly value: ExactValue | null;
  readonly numerator?: ExactValue;
  readonly denominator?: ExactValue;
}

/** A row of a store, with what the buckets say about it. */
export interface StoredRow {
  readonly values: readonly StoredValue[];
  /** The local days of the period, or of the row's bucket. */
  readonly days: bigint;
}

type PlaceOf = (measure: Measure) => number;

/** An exact value as an answer writes it: a whole number exactly, any other to 12 significant digits. */
export function writtenValue(exact: ExactValue | null): number | null {
  if (exact === null) return null;
  const { numerator, denominator, isRoot } = exact;
  if (isRoot) return rootOfQuotient(numerator, denominator);
  return denominator === 1n ? Number(numerator) : quotient(numerator, denominator);
}

/** Reads the value of a formula from a row of a store, which has the measures at the given places. */
export function formulaReader(formula: Formula, placeOf: PlaceOf): (row: StoredRow) => FormulaValue {
  switch (formula.kind) {
    case 'measure': {
      const read = countReader(placeOf(formula.measure));
      return ({ values }) => ({ value: exactly(read(values), formula.per) });
    }
    case 'quantile': {
      const place = placeOf(formula.measure);
      return ({ values }) => {
        const value = values[place] as bigint | null;
        return { value: value === null ? null : exactly(value, formula.per) };
      };
    }
    case 'mean': {
      const [sum, count] = [countReader(placeOf(formula.sum)), countReader(placeOf(formula.count))];
      return ({ values }) => ({ value: divided(sum(values), count(values) * formula.per) });
    }
    case 'stddev':
      return standardDeviationReader(formula, placeOf);
    case 'ratio':
      return ratioReader(formula, placeOf);
  }
}

function ratioReader(formula: Extract<Formula, { kind: 'ratio' }>, placeOf: PlaceOf) {
  const { aggregate } = formula.numerator;
  const place = placeOf(formula.numerator);
  const numeratorOf = aggregate === 'fractions_at_end' ? fractionsReader(place) : wholeReader(place);
  const countOf = countReader(placeOf(formula.denominator));
  return ({ values, days }: StoredRow): FormulaValue => {
    const part = numeratorOf(values);
    const denominator = countOf(values) * (formula.perDay ? days : 1n);
    const value = divided(part.numerator, part.denominator * denominator);
    return { value, numerator: part, denominator: exactly(denominator, 1n) };
  };
}

/** √((n Σx² − (Σx)²) ÷ (n (n − 1))) ÷ per. */
function standardDeviationReader(formula: Extract<Formula, { kind: 'stddev' }>, placeOf: PlaceOf) {
  const sumOf = countReader(placeOf(formula.sum));
  const squaresOf = countReader(placeOf(formula.squares));
  const countOf = countReader(placeOf(formula.count));
  return ({ values }: StoredRow): FormulaValue => {
    const [sum, squares, count] = [sumOf(values), squaresOf(values), countOf(values)];
    if (count < 2n) return { value: null };
    const denominator = count * (count - 1n) * formula.per * formula.per;
    return { value: { numerator: count * squares - sum * sum, denominator, isRoot: true } };
  };
}

/** A measure that the store has no row for counts 0. */
function countReader(place: number): (values: readonly StoredValue[]) => bigint {
  return (values) => (values[place] as bigint | null) ?? 0n;
}

function wholeReader(place: number): (values: readonly StoredValue[]) => ExactValue {
  const read = countReader(place);
  return (values) => exactly(read(values), 1n);
}

/** The sum of the fractions of a text such as `3:2,5:1`, that is 2/3 + 1/5. */
function fractionsReader(place: number): (values: readonly StoredValue[]) => ExactValue {
  return (values) => {
    const text = values[place] as string | null;
    if (text === null) return exactly(0n, 1n);
    let [numerator, denominator] = [0n, 1n];
    for (const fraction of text.split(',')) {
      const [divisor = 1n, count = 0n] = fraction.split(':').map(BigInt);
      [numerator, denominator] = [numerator * divisor + count * denominator, denominator * divisor];
    }
    return numerator % denominator === 0n ? exactly(numerator / denominator, 1n) : exactly(numerator, denominator);
  };
}

function exactly(numerator: bigint, denominator: bigint): ExactValue {
  return { numerator, denominator, isRoot: false };
}

function divided(numerator: bigint, denominator: bigint): ExactValue | null {
  return denominator === 0n ? null : exactly(numerator, denominator);
}
