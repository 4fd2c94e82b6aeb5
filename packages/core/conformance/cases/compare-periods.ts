import type { ConformanceCase } from './conformance-case.js';
import { enrolled } from './events.js';

const compare = 'previous_period';
/** A Tuesday; the clock is 10:15. */
const now = '2026-03-31T10:07:00Z';

/** Enrollments of as many learners in c1 at these times. */
const enrollments = (...times: string[]) => times.map((at, index) => enrolled(`e${index}`, at, `u${index}`, 'c1'));

/**
 * Two enrollments in the period, at its start and just before its end, and three in the one before: at its start, a
 * millisecond later and just before its end. One lies before each start, and one at each end.
 */
function shifted(
  name: string,
  question: Record<string, unknown>,
  period: readonly [from: string, to: string],
  previous: readonly [from: string, to: string],
): ConformanceCase {
  const [from, to] = period.map((end) => Date.parse(end)) as [number, number];
  const [previousFrom, previousTo] = previous.map((end) => Date.parse(end)) as [number, number];
  const times = [from, to - 1, previousFrom, previousFrom + 1, previousTo - 1, previousFrom - 1, previousTo, to];
  // What lies between the two periods, or at the start of both, would count otherwise.
  const outside = times
    .slice(5)
    .filter((time) => time < previousFrom || time >= to || (time >= previousTo && time < from));
  return {
    name,
    now,
    events: enrollments(...[...times.slice(0, 5), ...outside].map((time) => new Date(time).toISOString())),
    question: { metrics: ['enrollments'], ...question, compare },
    edges: { from: period[0], to: period[1], previous: { from: previous[0], to: previous[1] } },
    expected: {
      rows: [{ enrollments: 2, enrollments_previous: 3 }],
      period: { from: new Date(from).toISOString(), to: new Date(to).toISOString() },
    },
  };
}

export const comparePeriodCases: readonly ConformanceCase[] = [
  shifted(
    'nothing given: 30 days before the last 30 days, to the same time of day',
    {},
    ['2026-03-02T00:00:00Z', '2026-03-31T10:15:00Z'],
    ['2026-01-31T00:00:00Z', '2026-03-01T10:15:00Z'],
  ),
  shifted(
    'one day: yesterday, to the same time of day',
    { last: '1d' },
    ['2026-03-31T00:00:00Z', '2026-03-31T10:15:00Z'],
    ['2026-03-30T00:00:00Z', '2026-03-30T10:15:00Z'],
  ),
  shifted(
    'weeks: as many weeks before, from the Monday',
    { last: '2w' },
    ['2026-03-23T00:00:00Z', '2026-03-31T10:15:00Z'],
    ['2026-03-09T00:00:00Z', '2026-03-17T10:15:00Z'],
  ),
  shifted(
    'months: as many months before, the end clipped to the last day of February',
    { last: '1m' },
    ['2026-03-01T00:00:00Z', '2026-03-31T10:15:00Z'],
    ['2026-02-01T00:00:00Z', '2026-02-28T10:15:00Z'],
  ),
  shifted(
    'years: twelve months before for each',
    { last: '1y' },
    ['2025-04-01T00:00:00Z', '2026-03-31T10:15:00Z'],
    ['2024-04-01T00:00:00Z', '2025-03-31T10:15:00Z'],
  ),
  shifted(
    'whole days that are given: as many days, not one more',
    { from: '2026-03-01', to: '2026-03-31' },
    ['2026-03-01T00:00:00Z', '2026-03-31T00:00:00Z'],
    ['2026-01-30T00:00:00Z', '2026-03-01T00:00:00Z'],
  ),
  shifted(
    'ends within days: the least number of whole days',
    { from: '2026-03-02T10:00:00Z', to: '2026-03-03T12:00:00Z' },
    ['2026-03-02T10:00:00Z', '2026-03-03T12:00:00Z'],
    ['2026-02-28T10:00:00Z', '2026-03-01T12:00:00Z'],
  ),
  shifted(
    'some hours: those of the day before',
    { from: '2026-03-02T10:00:00Z', to: '2026-03-02T12:00:00Z' },
    ['2026-03-02T10:00:00Z', '2026-03-02T12:00:00Z'],
    ['2026-03-01T10:00:00Z', '2026-03-01T12:00:00Z'],
  ),
  shifted(
    'a to after the clock is the clock, and the days are counted from there',
    { from: '2026-03-22', to: '2026-05-01' },
    ['2026-03-22T00:00:00Z', '2026-03-31T10:15:00Z'],
    ['2026-03-12T00:00:00Z', '2026-03-21T10:15:00Z'],
  ),
  shifted(
    'only from: to the clock, in days',
    { from: '2026-03-31T09:00:00Z' },
    ['2026-03-31T09:00:00Z', '2026-03-31T10:15:00Z'],
    ['2026-03-30T09:00:00Z', '2026-03-30T10:15:00Z'],
  ),
  {
    name: 'all: nothing lies before it',
    now,
    events: enrollments('02-05T10:00', '03-05T10:00'),
    question: { metrics: ['enrollments', 'current_enrollments'], last: 'all', compare },
    // 54 days and a quarter: 55 days before.
    edges: {
      from: '2026-02-05T00:00:00Z',
      to: '2026-03-31T10:15:00Z',
      previous: { from: '2025-12-12T00:00:00Z', to: '2026-02-04T10:15:00Z' },
    },
    expected: {
      rows: [{ enrollments: 2, enrollments_previous: 0, current_enrollments: 2, current_enrollments_previous: 0 }],
    },
  },
  {
    name: 'an empty period has an empty one a day before, with the state at its end',
    events: enrollments('02-05T10:00', '03-01T10:00'),
    question: {
      metrics: ['enrollments', 'current_enrollments'],
      from: '2026-03-02',
      to: '2026-03-02',
      compare,
    },
    expected: {
      rows: [{ enrollments: 0, enrollments_previous: 0, current_enrollments: 2, current_enrollments_previous: 1 }],
    },
  },
];
