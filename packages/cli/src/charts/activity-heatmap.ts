import type { Answer } from '@lms-analytics/core';
import { formatCell } from '../table/format-cell.js';
import { padText, widestOf } from '../table/text-width.js';
import type { Canvas } from './canvas.js';
import { SHADES, shadeOf } from './shades.js';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const SHORT_NAME = 3;
const HOURS_PER_LABEL = 3;
/** Characters an hour; as many as fit. */
const MOST_CELL_WIDTH = 4;
/** Where nothing has to fit. */
const USUAL_WIDTH = 80;
const GAP = 2;

/** Weekdays and hours as a map: a line a weekday, the darker the more activities, and the sum of the day. */
export function drawActivityHeatmap({ rows }: Answer, { width, paint }: Canvas): string {
  const counts = WEEKDAYS.map(() => HOURS.map(() => 0));
  for (const { weekday, hour, activities } of rows) counts[Number(weekday) - 1]![Number(hour)] = Number(activities);
  const most = Math.max(...counts.flat());
  const sums = counts.map((hours) => formatCount(hours.reduce((sum, count) => sum + count, 0)));
  const layout = layOut(width, widestOf(sums));
  const lines = counts.map((hours, day) => {
    const cells = hours.map((count) => shadeOf(count / most).repeat(layout.cell)).join('');
    return `${layout.names[day]}${paint('bar', cells)}  ${padText(sums[day]!, layout.sum, 'right')}\n`;
  });
  const hours = `${' '.repeat(layout.names[0]!.length)}${hourLabels(layout.cell)}\n`;
  return [hours, ...lines, ...(most > 0 ? [`\n${legend(most)}\n`] : [])].join('');
}

interface Layout {
  /** The names of the weekdays, with the blanks after them. */
  readonly names: readonly string[];
  /** The characters of an hour. */
  readonly cell: number;
  /** The width of the sums. */
  readonly sum: number;
}

/** Names in full and at least two characters an hour, where these fit. */
function layOut(width: number, sum: number): Layout {
  const room = (Number.isFinite(width) ? width : USUAL_WIDTH) - sum - GAP;
  const named = (names: readonly string[]) => names.map((name) => padText(name, widestOf(names) + GAP));
  const cellBeside = (names: readonly string[]) => Math.floor((room - names[0]!.length) / HOURS.length);
  const full = named(WEEKDAYS);
  const names = cellBeside(full) > 1 ? full : named(WEEKDAYS.map((name) => name.slice(0, SHORT_NAME)));
  return { names, cell: Math.min(MOST_CELL_WIDTH, Math.max(1, cellBeside(names))), sum };
}

function hourLabels(cell: number): string {
  const labelled = HOURS.filter((hour) => hour % HOURS_PER_LABEL === 0);
  return labelled
    .map((hour) =>
      String(hour)
        .padStart(2, '0')
        .padEnd(cell * HOURS_PER_LABEL),
    )
    .join('')
    .trimEnd();
}

/** What the shades mean: `░ 1 to 166  ▒ 167 to 332  …`, of those that a number can have. */
function legend(most: number): string {
  const ends = SHADES.map((_, place) => Math.floor((most * (place + 1)) / SHADES.length));
  const parts = SHADES.map((shade, place) => {
    const [from, to] = [(ends[place - 1] ?? 0) + 1, ends[place]!];
    if (from > to) return '';
    return `${shade} ${from === to ? formatCount(from) : `${formatCount(from)} to ${formatCount(to)}`}`;
  });
  return parts.filter(Boolean).join('   ');
}

function formatCount(count: number): string {
  return formatCell(count, { unit: 'count' });
}
