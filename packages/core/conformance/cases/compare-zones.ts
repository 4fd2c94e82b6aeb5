import type { Question } from '../question.js';
import type { ConformanceCase } from './conformance-case.js';
import { recorded } from './events.js';

const november = '2026-11-15T00:00:00Z';

const views = (...times: string[]) => times.map((at, index) => recorded(`e${index}`, at, 'u1', 'c1', 'view'));
const row = (activities: number, activities_previous: number) => ({ activities, activities_previous });
const compared = (timeZone: string, question: Omit<Question, 'metrics'>): Question => ({
  metrics: ['activities'],
  timeZone,
  compare: 'previous_period',
  ...question,
});

/** The previous period where the clocks change. */
export const compareZoneCases: readonly ConformanceCase[] = [
  {
    name: 'Europe/Paris: days move by the calendar, not by hours, where one of them has 23',
    events: views(
      '03-28T23:00',
      '03-30T21:59',
      '03-30T22:00',
      '03-26T22:59',
      '03-26T23:00',
      '03-27T22:59',
      '03-28T22:59',
    ),
    question: compared('Europe/Paris', { from: '2026-03-29', to: '2026-03-31', grain: 'day' }),
    edges: {
      from: '2026-03-28T23:00:00Z',
      to: '2026-03-30T22:00:00Z',
      buckets: [
        ['2026-03-29', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'],
        ['2026-03-30', '2026-03-29T22:00:00Z', '2026-03-30T22:00:00Z'],
      ],
      previous: {
        from: '2026-03-26T23:00:00Z',
        to: '2026-03-28T23:00:00Z',
        buckets: [
          ['2026-03-26T23:00:00Z', '2026-03-27T23:00:00Z'],
          ['2026-03-27T23:00:00Z', '2026-03-28T23:00:00Z'],
        ],
      },
    },
    expected: {
      rows: [
        { time: '2026-03-29', ...row(1, 2) },
        { time: '2026-03-30', ...row(1, 1) },
      ],
    },
  },
  {
    name: 'Europe/Paris: the hour that the day before left out is an empty one',
    events: views('03-30T00:30', '03-29T00:59', '03-29T01:00', '03-29T01:59', '03-29T02:00'),
    question: compared('Europe/Paris', { from: '2026-03-29T23:00:00Z', to: '2026-03-30T03:00:00Z', grain: 'hour' }),
    // On 29 March 02:00 is moved on to 03:00, where the hour from 03:00 begins as well.
    edges: {
      from: '2026-03-29T23:00:00Z',
      to: '2026-03-30T03:00:00Z',
      buckets: [
        ['2026-03-30T01:00:00+02:00', '2026-03-29T23:00:00Z', '2026-03-30T00:00:00Z'],
        ['2026-03-30T02:00:00+02:00', '2026-03-30T00:00:00Z', '2026-03-30T01:00:00Z'],
        ['2026-03-30T03:00:00+02:00', '2026-03-30T01:00:00Z', '2026-03-30T02:00:00Z'],
        ['2026-03-30T04:00:00+02:00', '2026-03-30T02:00:00Z', '2026-03-30T03:00:00Z'],
      ],
      previous: {
        from: '2026-03-29T00:00:00Z',
        to: '2026-03-29T03:00:00Z',
        buckets: [
          ['2026-03-29T00:00:00Z', '2026-03-29T01:00:00Z'],
          ['2026-03-29T01:00:00Z', '2026-03-29T01:00:00Z'],
          ['2026-03-29T01:00:00Z', '2026-03-29T02:00:00Z'],
          ['2026-03-29T02:00:00Z', '2026-03-29T03:00:00Z'],
        ],
      },
    },
    expected: {
      rows: [
        { time: '2026-03-30T01:00:00+02:00', ...row(0, 1) },
        { time: '2026-03-30T02:00:00+02:00', ...row(1, 0) },
        { time: '2026-03-30T03:00:00+02:00', ...row(0, 2) },
        { time: '2026-03-30T04:00:00+02:00', ...row(0, 1) },
      ],
    },
  },
  {
    name: 'Europe/Paris: a period that the day before left out in part is what is left',
    events: views('03-30T00:45', '03-29T01:15', '03-29T01:30', '03-29T01:45'),
    question: compared('Europe/Paris', { from: '2026-03-30T00:30:00Z', to: '2026-03-30T02:00:00Z' }),
    // 02:30 to 04:00; on 29 March 02:30 is moved on to 03:30, so half an hour is left.
    edges: {
      from: '2026-03-30T00:30:00Z',
      to: '2026-03-30T02:00:00Z',
      previous: { from: '2026-03-29T01:30:00Z', to: '2026-03-29T02:00:00Z' },
    },
    expected: { rows: [row(1, 2)] },
  },
  {
    name: 'Europe/Paris: the hour that came twice the day before is one of two hours',
    now: november,
    events: views('10-26T01:30', '10-24T23:59', '10-25T00:00', '10-25T01:59', '10-25T02:00'),
    question: compared('Europe/Paris', { from: '2026-10-26T00:00:00Z', to: '2026-10-26T03:00:00Z', grain: 'hour' }),
    // 02:00 is the first of the two, and 03:00 comes after the second.
    edges: {
      from: '2026-10-26T00:00:00Z',
      to: '2026-10-26T03:00:00Z',
      buckets: [
        ['2026-10-26T01:00:00+01:00', '2026-10-26T00:00:00Z', '2026-10-26T01:00:00Z'],
        ['2026-10-26T02:00:00+01:00', '2026-10-26T01:00:00Z', '2026-10-26T02:00:00Z'],
        ['2026-10-26T03:00:00+01:00', '2026-10-26T02:00:00Z', '2026-10-26T03:00:00Z'],
      ],
      previous: {
        from: '2026-10-24T23:00:00Z',
        to: '2026-10-25T03:00:00Z',
        buckets: [
          ['2026-10-24T23:00:00Z', '2026-10-25T00:00:00Z'],
          ['2026-10-25T00:00:00Z', '2026-10-25T02:00:00Z'],
          ['2026-10-25T02:00:00Z', '2026-10-25T03:00:00Z'],
        ],
      },
    },
    expected: {
      rows: [
        { time: '2026-10-26T01:00:00+01:00', ...row(0, 1) },
        { time: '2026-10-26T02:00:00+01:00', ...row(1, 2) },
        { time: '2026-10-26T03:00:00+01:00', ...row(0, 1) },
      ],
    },
  },
  {
    name: 'Europe/Paris: of two hours with one name the first stands beside none',
    now: november,
    events: views('10-25T00:30', '10-25T01:30', '10-24T00:00', '10-24T00:59', '10-24T01:00'),
    question: compared('Europe/Paris', { from: '2026-10-25T00:00:00Z', to: '2026-10-25T02:00:00Z', grain: 'hour' }),
    // The first runs from 02:00 to 02:00, the second to 03:00.
    edges: {
      from: '2026-10-25T00:00:00Z',
      to: '2026-10-25T02:00:00Z',
      buckets: [
        ['2026-10-25T02:00:00+02:00', '2026-10-25T00:00:00Z', '2026-10-25T01:00:00Z'],
        ['2026-10-25T02:00:00+01:00', '2026-10-25T01:00:00Z', '2026-10-25T02:00:00Z'],
      ],
      previous: {
        from: '2026-10-24T00:00:00Z',
        to: '2026-10-24T01:00:00Z',
        buckets: [
          ['2026-10-24T00:00:00Z', '2026-10-24T00:00:00Z'],
          ['2026-10-24T00:00:00Z', '2026-10-24T01:00:00Z'],
        ],
      },
    },
    expected: {
      rows: [
        { time: '2026-10-25T02:00:00+02:00', ...row(1, 0) },
        { time: '2026-10-25T02:00:00+01:00', ...row(1, 2) },
      ],
    },
  },
  {
    name: 'Europe/Paris: two days back where one, moved on over the hour left out, would end within the period',
    events: views('03-30T00:00', '03-28T01:29', '03-28T01:30', '03-28T02:30', '03-29T00:59'),
    question: compared('Europe/Paris', { from: '2026-03-29T01:00:00Z', to: '2026-03-30T00:30:00Z' }),
    // From 03:00 to 02:30 of the next day; a day before its end is 03:30, after its start. Two days: 27 and 28 March.
    edges: {
      from: '2026-03-29T01:00:00Z',
      to: '2026-03-30T00:30:00Z',
      previous: { from: '2026-03-27T02:00:00Z', to: '2026-03-28T01:30:00Z' },
    },
    expected: { rows: [row(1, 1)] },
  },
  {
    name: 'Pacific/Apia: the day before the 31st was left out, and is an empty one',
    events: views('2011-12-30T10:00:00Z', '2011-12-30T09:59:00Z'),
    question: compared('Pacific/Apia', { from: '2011-12-31', to: '2012-01-01', grain: 'day' }),
    // 30 December is moved on by the gap of 24 hours, to the 31st.
    edges: {
      from: '2011-12-30T10:00:00Z',
      to: '2011-12-31T10:00:00Z',
      buckets: [['2011-12-31', '2011-12-30T10:00:00Z', '2011-12-31T10:00:00Z']],
      previous: {
        from: '2011-12-30T10:00:00Z',
        to: '2011-12-30T10:00:00Z',
        buckets: [['2011-12-30T10:00:00Z', '2011-12-30T10:00:00Z']],
      },
    },
    expected: { rows: [{ time: '2011-12-31', ...row(1, 0) }] },
  },
];
