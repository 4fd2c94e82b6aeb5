import type { Condition, Formula, Measure } from '@lms-analytics/core';

/**
 * How the number of a metric comes about, in words.
 *
 * @example describeFormula(passRate.formula)
 * // 'attempts by completed_at where passed is true ÷ attempts by completed_at where passed is known'
 */
export function describeFormula(formula: Formula): string {
  switch (formula.kind) {
    case 'measure':
      return measureText(formula.measure);
    case 'ratio':
      return `${inBrackets(measureText(formula.numerator))} ÷ ${formula.perDay ? 'days of the period × ' : ''}${inBrackets(measureText(formula.denominator))}`;
    case 'mean':
      return `mean ${rowsText(formula.sum)}`;
    case 'stddev':
      return `standard deviation of ${rowsText(formula.sum)}`;
    case 'quantile':
      return `${quantileName(formula.measure)} of ${rowsText(formula.measure)}`;
  }
}

const aggregates: Readonly<Record<string, (measure: Measure) => string>> = {
  count: rowsText,
  count_distinct: (measure) => `different ${rowsText(measure)}`,
  count_distinct_daily: (measure) => `the sum over the days of different ${rowsText(measure)}`,
  count_at_end: ({ source }) => `${wordsOf(source)} at the end of the period`,
  fractions_at_end: ({ source, column }) => `sum of 1 ÷ ${column} over ${wordsOf(source)} at the end of the period`,
};

function measureText(measure: Measure): string {
  const text = aggregates[measure.aggregate];
  return text ? text(measure) : `sum of ${rowsText(measure)}`;
}

function inBrackets(text: string): string {
  return text.includes('÷') ? `(${text})` : text;
}

/** The rows that a measure is over, and their column where it reads one: `duration of activities by occurred_at`. */
function rowsText({ source, column, at, where }: Measure): string {
  const conditions = where.map(conditionText).join(' and ');
  const rows = `${wordsOf(source)} by ${at}${conditions && ` where ${conditions}`}`;
  return column === undefined ? rows : `${column} of ${rows}`;
}

function conditionText(condition: Condition): string {
  if ('known' in condition) return `${condition.column} is ${condition.known ? 'known' : 'unknown'}`;
  const { column, is } = condition;
  return typeof is === 'object' ? `${column} is one of ${is.join(', ')}` : `${column} is ${is}`;
}

function quantileName({ share: [part, whole] = [1, 2] }: Measure): string {
  return part * 2 === whole ? 'median' : `${(100 * part) / whole}th percentile`;
}

function wordsOf(source: string): string {
  return source.replaceAll('_', ' ');
}
