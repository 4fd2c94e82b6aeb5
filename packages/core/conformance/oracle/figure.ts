import { type Fraction, twelveDigits } from './exact.js';
import type { CountedMetric, OracleMetric } from './metrics.js';
import type { Figure } from './statistics.js';

/** The figure of a metric from what its statement gave of one span and key; nothing where it gave no row. */
export function figureOf(metric: OracleMetric, numbers: readonly Fraction[]): Figure {
  return 'figure' in metric ? metric.figure(numbers) : countedFigure(metric, numbers);
}

function countedFigure({ unit, denominator, scale = 1n }: CountedMetric, [parts]: readonly Fraction[]): Figure {
  const n = parts?.n ?? 0n;
  if (unit === 'count') return { value: Number(n) };
  const d = denominator === undefined ? 1n : (parts?.d ?? 0n);
  const value = d === 0n ? null : twelveDigits(n, d * scale);
  return unit === 'ratio' ? { value, numerator: Number(n), denominator: Number(d) } : { value };
}
