import type { Values } from './sparklines.js';

const EIGHTHS = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const STEPS = EIGHTHS.length - 1;
/** From this width on, a blank is between columns. */
const SPACED_WIDTH = 3;

/** The size of a chart. */
export interface ColumnChartSize {
  /** Lines. */
  readonly height: number;
  /** Characters of a value. */
  readonly columnWidth: number;
}

/**
 * Values as columns, from 0 to the highest, as lines from the top. A value of 0 is seen at the bottom, none is a gap.
 *
 * @example columnChart([1, 0, null, 2], { height: 2, columnWidth: 1 }) // ['   █', '█▁ █']
 */
export function columnChart(values: Values, { height, columnWidth }: ColumnChartSize): string[] {
  const highest = values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
  const levels = values.map((value) => levelOf(value, highest) * height * STEPS);
  return Array.from({ length: height }, (_, line) => {
    const below = height - 1 - line;
    const steps = levels.map((level, place) => Math.max(stepsIn(level, below), isSeen(values[place]!, below) ? 1 : 0));
    return steps
      .map((step) => column(EIGHTHS[step]!, columnWidth))
      .join('')
      .trimEnd();
  });
}

function levelOf(value: number | null, highest: number): number {
  return value === null || highest === 0 ? 0 : value / highest;
}

/** How much of a line is filled that has so many lines below it. */
function stepsIn(level: number, below: number): number {
  return Math.min(STEPS, Math.max(0, Math.round(level) - below * STEPS));
}

function isSeen(value: number | null, below: number): boolean {
  return value !== null && below === 0;
}

function column(character: string, width: number): string {
  return width < SPACED_WIDTH ? character.repeat(width) : `${character.repeat(width - 1)} `;
}
