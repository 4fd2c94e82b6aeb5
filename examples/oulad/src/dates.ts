import { OuladError } from './oulad-error.js';

const DAY_MS = 86_400_000;

/** Month of the first day, counted from 0: `B` presentations begin in February, `J` in October. */
const START_MONTHS: Readonly<Record<string, number>> = { B: 1, J: 9 };

/** Gives the instant of a day offset as text; day 0 is the day that the presentation starts. */
export type Calendar = (day: number) => string;

/**
 * The calendar of a presentation: day offset `d` is `start + d` days, at 12:00:00Z.
 *
 * @param presentation a year and the letter of a start month, as in `2013J`
 * @throws {@link OuladError} where the presentation has another form
 * @example calendarOf('2013J')(-1) // '2013-09-30T12:00:00Z'
 */
export function calendarOf(presentation: string): Calendar {
  const startMs = startOf(presentation);
  const known = new Map<number, string>();
  return (day) => {
    let instant = known.get(day);
    if (instant === undefined) {
      instant = new Date(startMs + day * DAY_MS).toISOString().replace('.000Z', 'Z');
      known.set(day, instant);
    }
    return instant;
  };
}

function startOf(presentation: string): number {
  const [, year, letter] = /^(\d{4})([BJ])$/.exec(presentation) ?? [];
  const month = START_MONTHS[letter ?? ''];
  if (month === undefined) {
    throw new OuladError(`Presentation ${JSON.stringify(presentation)} is not a year and B or J, as in 2013J.`);
  }
  return Date.UTC(Number(year), month, 1, 12);
}
