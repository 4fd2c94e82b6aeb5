import type { Column } from '@lms-analytics/core';

const SECONDS_PER_MINUTE = 60;
const SECONDS_PER_HOUR = 3600;
const NONE = '–';
const BREAKS_AND_CONTROLS = /[\p{Cc}\u2028\u2029]/gu;
/** They could turn round what stands after a text. */
const DIRECTIONS = /\p{Bidi_Control}/gu;

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const asPrecise = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

/** How a cell is shown: the unit of a number, or that a text is an instant. */
export type CellFormat = Partial<Pick<Column, 'unit' | 'type'>>;

/**
 * A value as a table shows it: counts with thousands apart, ratios and percents with one decimal, seconds as hours or
 * minutes, instants to the minute, none as a dash.
 *
 * @example formatCell(0.669491525424, completionRate) // '66.9%'
 */
export function formatCell(value: string | number | null | undefined, { unit, type }: CellFormat): string {
  if (value === null || value === undefined) return NONE;
  if (typeof value === 'number') return formatNumber(value, unit);
  return type === 'instant' ? value.slice(0, 16).replace('T', ' ') : formatText(value);
}

/** A text that cannot move the cursor, colour the terminal or change the direction of writing. */
export function formatText(text: string): string {
  return text.replaceAll(BREAKS_AND_CONTROLS, ' ').replaceAll(DIRECTIONS, '');
}

function formatNumber(value: number, unit: Column['unit']): string {
  switch (unit) {
    case 'ratio':
      return `${oneDecimal.format(value * 100)}%`;
    case 'percent':
      return `${oneDecimal.format(value)}%`;
    case 'seconds':
      return formatSeconds(value);
    case 'count':
      return whole.format(value);
    case 'days':
      return oneDecimal.format(value);
    default:
      return asPrecise.format(value);
  }
}

function formatSeconds(seconds: number): string {
  if (seconds >= SECONDS_PER_HOUR) return `${oneDecimal.format(seconds / SECONDS_PER_HOUR)} h`;
  if (seconds >= SECONDS_PER_MINUTE) return `${oneDecimal.format(seconds / SECONDS_PER_MINUTE)} min`;
  return `${whole.format(seconds)} s`;
}
