import type { AnswerStream } from '@lms-analytics/core';
import { textWidth } from './text-width.js';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
/** From little to most; what is nothing is blank. */
const SHADES = ['░', '▒', '▓', '█'];
const LABEL_WIDTH = Math.max(...WEEKDAYS.map(textWidth)) + 2;
const HOURS_PER_LABEL = 3;

/** Whether an answer is one of weekdays and hours; a saved report may have any name. */
export function isHeatmap({ columns }: AnswerStream): boolean {
  return columns.map(({ id }) => id).join() === 'weekday,hour,activities';
}

/**
 * Renders the activities of weekdays and hours as a map: a line a weekday, two characters an hour, the darker the more,
 * and the sum of the day.
 */
export async function* renderHeatmap({ batches }: AnswerStream): AsyncGenerator<string> {
  const counts = WEEKDAYS.map(() => HOURS.map(() => 0));
  for await (const batch of batches) {
    for (const row of batch) counts[Number(row['weekday']) - 1]![Number(row['hour'])] = Number(row['activities']);
  }
  const most = Math.max(...counts.flat());
  const sums = counts.map((hours) => hours.reduce((sum, count) => sum + count, 0).toLocaleString('en-US'));
  const sumWidth = Math.max(...sums.map((sum) => sum.length));
  yield `${' '.repeat(LABEL_WIDTH)}${hourLabels()}\n`;
  for (const [day, hours] of counts.entries()) {
    const cells = hours.map((count) => shadeOf(count, most).repeat(2)).join('');
    yield `${WEEKDAYS[day]!.padEnd(LABEL_WIDTH)}${cells}  ${sums[day]!.padStart(sumWidth)}\n`;
  }
  if (most > 0) yield `\n${legend(most)}\n`;
}

function hourLabels(): string {
  return HOURS.filter((hour) => hour % HOURS_PER_LABEL === 0)
    .map((hour) =>
      String(hour)
        .padStart(2, '0')
        .padEnd(2 * HOURS_PER_LABEL),
    )
    .join('')
    .trimEnd();
}

function shadeOf(count: number, most: number): string {
  if (count === 0) return ' ';
  return SHADES[Math.ceil((count / most) * SHADES.length) - 1]!;
}

/** What the shades mean: `░ 1 to 166  ▒ 167 to 332  …`, of those that a number can have. */
function legend(most: number): string {
  const ends = SHADES.map((_, place) => Math.floor((most * (place + 1)) / SHADES.length));
  return SHADES.map((shade, place) => {
    const [from, to] = [(ends[place - 1] ?? 0) + 1, ends[place]!];
    if (from > to) return '';
    const range =
      from === to ? from.toLocaleString('en-US') : `${from.toLocaleString('en-US')} to ${to.toLocaleString('en-US')}`;
    return `${shade} ${range}`;
  })
    .filter(Boolean)
    .join('   ');
}
