import type { ConformanceCase } from './conformance-case.js';
import { enrolled, recorded } from './events.js';

const november = '2026-11-15T00:00:00Z';
const views = (...times: string[]) => times.map((at, index) => recorded(`e${index}`, at, 'u1', 'c1', 'view'));
const series = (...counts: readonly (readonly [string, number])[]) =>
  counts.map(([time, activities]) => ({ time, activities }));

export const timeZoneCases: readonly ConformanceCase[] = [
  {
    name: 'Europe/Paris: the day on which summer begins has 23 hours',
    events: views('03-28T22:59', '03-28T23:00', '03-29T21:59', '03-29T22:00', '03-30T21:59'),
    question: { metrics: ['activities'], from: '2026-03-28', to: '2026-03-31', timeZone: 'Europe/Paris', grain: 'day' },
    edges: {
      from: '2026-03-27T23:00:00Z',
      to: '2026-03-30T22:00:00Z',
      buckets: [
        ['2026-03-28', '2026-03-27T23:00:00Z', '2026-03-28T23:00:00Z'],
        ['2026-03-29', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'],
        ['2026-03-30', '2026-03-29T22:00:00Z', '2026-03-30T22:00:00Z'],
      ],
    },
    expected: {
      rows: series(['2026-03-28', 1], ['2026-03-29', 2], ['2026-03-30', 2]),
      period: { from: '2026-03-27T23:00:00.000Z', to: '2026-03-30T22:00:00.000Z' },
    },
  },
  {
    name: 'Europe/Paris: the hour that is left out has no bucket',
    events: views('03-29T00:30', '03-29T01:30', '03-29T02:30'),
    question: {
      metrics: ['activities'],
      from: '2026-03-29T00:00:00Z',
      to: '2026-03-29T03:00:00Z',
      timeZone: 'Europe/Paris',
      grain: 'hour',
    },
    edges: {
      from: '2026-03-29T00:00:00Z',
      to: '2026-03-29T03:00:00Z',
      buckets: [
        ['2026-03-29T01:00:00+01:00', '2026-03-29T00:00:00Z', '2026-03-29T01:00:00Z'],
        ['2026-03-29T03:00:00+02:00', '2026-03-29T01:00:00Z', '2026-03-29T02:00:00Z'],
        ['2026-03-29T04:00:00+02:00', '2026-03-29T02:00:00Z', '2026-03-29T03:00:00Z'],
      ],
    },
    expected: {
      rows: series(
        ['2026-03-29T01:00:00+01:00', 1],
        ['2026-03-29T03:00:00+02:00', 1],
        ['2026-03-29T04:00:00+02:00', 1],
      ),
    },
  },
  {
    name: 'Europe/Paris: the hour that comes twice has two buckets',
    now: november,
    events: views('10-25T00:30', '10-25T00:45', '10-25T01:30'),
    question: {
      metrics: ['activities'],
      from: '2026-10-25T00:00:00Z',
      to: '2026-10-25T02:00:00Z',
      timeZone: 'Europe/Paris',
      grain: 'hour',
    },
    edges: {
      from: '2026-10-25T00:00:00Z',
      to: '2026-10-25T02:00:00Z',
      buckets: [
        ['2026-10-25T02:00:00+02:00', '2026-10-25T00:00:00Z', '2026-10-25T01:00:00Z'],
        ['2026-10-25T02:00:00+01:00', '2026-10-25T01:00:00Z', '2026-10-25T02:00:00Z'],
      ],
    },
    expected: { rows: series(['2026-10-25T02:00:00+02:00', 2], ['2026-10-25T02:00:00+01:00', 1]) },
  },
  {
    name: 'America/New_York: days of 23 and 25 hours',
    now: november,
    events: views('03-08T04:59', '03-08T05:00', '03-09T03:59', '03-09T04:00'),
    question: {
      metrics: ['activities'],
      from: '2026-03-08',
      to: '2026-03-10',
      timeZone: 'America/New_York',
      grain: 'day',
    },
    edges: {
      from: '2026-03-08T05:00:00Z',
      to: '2026-03-10T04:00:00Z',
      buckets: [
        ['2026-03-08', '2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z'],
        ['2026-03-09', '2026-03-09T04:00:00Z', '2026-03-10T04:00:00Z'],
      ],
    },
    expected: { rows: series(['2026-03-08', 2], ['2026-03-09', 1]) },
  },
  {
    name: 'America/New_York: the day on which summer ends has 25 hours',
    now: november,
    events: views('11-01T03:59', '11-01T04:00', '11-02T04:59', '11-02T05:00'),
    question: {
      metrics: ['activities'],
      from: '2026-11-01',
      to: '2026-11-03',
      timeZone: 'America/New_York',
      grain: 'day',
    },
    edges: {
      from: '2026-11-01T04:00:00Z',
      to: '2026-11-03T05:00:00Z',
      buckets: [
        ['2026-11-01', '2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z'],
        ['2026-11-02', '2026-11-02T05:00:00Z', '2026-11-03T05:00:00Z'],
      ],
    },
    expected: { rows: series(['2026-11-01', 2], ['2026-11-02', 1]) },
  },
  {
    name: 'Asia/Kolkata: hours begin at the half hour of UTC, and a cut one counts',
    events: views('03-01T18:29', '03-01T18:30', '03-01T19:29', '03-01T19:30', '03-01T19:45'),
    question: {
      metrics: ['activities'],
      from: '2026-03-01T18:15:00Z',
      to: '2026-03-01T19:45:00Z',
      timeZone: 'Asia/Kolkata',
      grain: 'hour',
    },
    edges: {
      from: '2026-03-01T18:15:00Z',
      to: '2026-03-01T19:45:00Z',
      buckets: [
        ['2026-03-01T23:00:00+05:30', '2026-03-01T18:15:00Z', '2026-03-01T18:30:00Z'],
        ['2026-03-02T00:00:00+05:30', '2026-03-01T18:30:00Z', '2026-03-01T19:30:00Z'],
        ['2026-03-02T01:00:00+05:30', '2026-03-01T19:30:00Z', '2026-03-01T19:45:00Z'],
      ],
    },
    expected: {
      rows: series(
        ['2026-03-01T23:00:00+05:30', 1],
        ['2026-03-02T00:00:00+05:30', 2],
        ['2026-03-02T01:00:00+05:30', 1],
      ),
    },
  },
  {
    name: 'Asia/Kolkata: a local date is its midnight in the zone',
    events: views('03-01T18:29', '03-01T18:30', '03-02T18:29', '03-02T18:30'),
    question: { metrics: ['activities'], from: '2026-03-02', to: '2026-03-03', timeZone: 'Asia/Kolkata' },
    edges: { from: '2026-03-01T18:30:00Z', to: '2026-03-02T18:30:00Z' },
    expected: {
      rows: [{ activities: 2 }],
      period: { from: '2026-03-01T18:30:00.000Z', to: '2026-03-02T18:30:00.000Z' },
    },
  },
  {
    name: 'Australia/Lord_Howe: clocks go back by half an hour, so 01:30 comes twice',
    now: november,
    events: views('04-04T14:00', '04-04T14:59', '04-04T15:00', '04-04T15:29', '04-04T15:30'),
    question: {
      metrics: ['activities'],
      from: '2026-04-04T14:00:00Z',
      to: '2026-04-04T16:30:00Z',
      timeZone: 'Australia/Lord_Howe',
      grain: 'hour',
    },
    // At 15:00Z, 02:00+11:00 becomes 01:30+10:30: a run of its own of half an hour.
    edges: {
      from: '2026-04-04T14:00:00Z',
      to: '2026-04-04T16:30:00Z',
      buckets: [
        ['2026-04-05T01:00:00+11:00', '2026-04-04T14:00:00Z', '2026-04-04T15:00:00Z'],
        ['2026-04-05T01:30:00+10:30', '2026-04-04T15:00:00Z', '2026-04-04T15:30:00Z'],
        ['2026-04-05T02:00:00+10:30', '2026-04-04T15:30:00Z', '2026-04-04T16:30:00Z'],
      ],
    },
    expected: {
      rows: series(
        ['2026-04-05T01:00:00+11:00', 2],
        ['2026-04-05T01:30:00+10:30', 2],
        ['2026-04-05T02:00:00+10:30', 1],
      ),
    },
  },
  {
    name: 'Australia/Lord_Howe: clocks go on by half an hour, and the day has 23.5 hours',
    now: november,
    events: views('10-03T13:29', '10-03T13:30', '10-04T12:59', '10-04T13:00'),
    question: {
      metrics: ['activities'],
      from: '2026-10-04',
      to: '2026-10-06',
      timeZone: 'Australia/Lord_Howe',
      grain: 'day',
    },
    // +10:30 at its start, +11:00 at its end.
    edges: {
      from: '2026-10-03T13:30:00Z',
      to: '2026-10-05T13:00:00Z',
      buckets: [
        ['2026-10-04', '2026-10-03T13:30:00Z', '2026-10-04T13:00:00Z'],
        ['2026-10-05', '2026-10-04T13:00:00Z', '2026-10-05T13:00:00Z'],
      ],
    },
    expected: { rows: series(['2026-10-04', 2], ['2026-10-05', 1]) },
  },
  {
    name: 'Africa/Cairo: a day whose midnight is left out begins at one',
    now: november,
    events: views('04-23T21:59', '04-23T22:00', '04-24T20:59', '04-24T21:00'),
    question: { metrics: ['activities'], from: '2026-04-24', to: '2026-04-25', timeZone: 'Africa/Cairo', grain: 'day' },
    edges: {
      from: '2026-04-23T22:00:00Z',
      to: '2026-04-24T21:00:00Z',
      buckets: [['2026-04-24', '2026-04-23T22:00:00Z', '2026-04-24T21:00:00Z']],
    },
    expected: {
      rows: series(['2026-04-24', 2]),
      period: { from: '2026-04-23T22:00:00.000Z', to: '2026-04-24T21:00:00.000Z' },
    },
  },
  {
    name: 'Pacific/Apia: a day that the zone left out has no bucket',
    events: views('2011-12-30T09:59:00Z', '2011-12-30T10:00:00Z', '2011-12-31T09:59:00Z'),
    question: { metrics: ['activities'], from: '2011-12-29', to: '2012-01-01', timeZone: 'Pacific/Apia', grain: 'day' },
    edges: {
      from: '2011-12-29T10:00:00Z',
      to: '2011-12-31T10:00:00Z',
      buckets: [
        ['2011-12-29', '2011-12-29T10:00:00Z', '2011-12-30T10:00:00Z'],
        ['2011-12-31', '2011-12-30T10:00:00Z', '2011-12-31T10:00:00Z'],
      ],
    },
    expected: { rows: series(['2011-12-29', 1], ['2011-12-31', 2]) },
  },
  {
    name: 'the state at the end of a local day',
    events: [enrolled('e1', '2026-03-29T21:59:59.999Z', 'u1', 'c1'), enrolled('e2', '03-29T22:00', 'u2', 'c1')],
    question: {
      metrics: ['current_enrollments'],
      from: '2026-03-29',
      to: '2026-03-31',
      timeZone: 'Europe/Paris',
      grain: 'day',
    },
    edges: {
      from: '2026-03-28T23:00:00Z',
      to: '2026-03-30T22:00:00Z',
      buckets: [
        ['2026-03-29', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'],
        ['2026-03-30', '2026-03-29T22:00:00Z', '2026-03-30T22:00:00Z'],
      ],
    },
    expected: {
      rows: [
        { time: '2026-03-29', current_enrollments: 1 },
        { time: '2026-03-30', current_enrollments: 2 },
      ],
    },
  },
];
