import type { ConformanceCase } from './conformance-case.js';
import { completed, created, deleted, enrolled, recorded, revoked, unenrolled } from './events.js';

/** A Tuesday; the clock is 10:15. */
const now = '2026-03-31T10:07:00Z';
const metrics = ['activities'] as const;
const views = (...times: string[]) => times.map((at, index) => recorded(`e${index}`, at, 'u1', 'c1', 'view'));

/** One period: an event just before it, one at its start, one just before the clock, and one at it. */
function period(name: string, question: Record<string, unknown>, from: string, before: string): ConformanceCase {
  return {
    name,
    now,
    events: views(before, from, '2026-03-31T10:14:59.999Z', '2026-03-31T10:15:00Z'),
    question: { metrics, ...question },
    edges: { from, to: '2026-03-31T10:15:00Z' },
    expected: { rows: [{ activities: 2 }], period: { from, to: '2026-03-31T10:15:00.000Z' } },
  };
}

export const periodCases: readonly ConformanceCase[] = [
  period('30d begins with the local day 29 days before', { last: '30d' }, '2026-03-02T00:00:00.000Z', '03-01T23:59'),
  period('nothing given is 30d', {}, '2026-03-02T00:00:00.000Z', '03-01T23:59'),
  period('1d is today', { last: '1d' }, '2026-03-31T00:00:00.000Z', '03-30T23:59'),
  period('12w begins with the Monday 11 weeks before', { last: '12w' }, '2026-01-12T00:00:00.000Z', '01-11T23:59'),
  period(
    '12w begins with a Sunday where weeks do',
    { last: '12w', weekStart: 'sunday' },
    '2026-01-11T00:00:00.000Z',
    '01-10T23:59',
  ),
  period(
    '6m begins with the month 5 months before',
    { last: '6m' },
    '2025-10-01T00:00:00.000Z',
    '2025-09-30T23:59:00Z',
  ),
  period(
    '1y begins with the month 11 months before',
    { last: '1y' },
    '2025-04-01T00:00:00.000Z',
    '2025-03-31T23:59:00Z',
  ),
  period(
    '30d in a zone: its days, across the change of the clocks',
    { last: '30d', timeZone: 'Europe/Paris' },
    '2026-03-01T23:00:00.000Z',
    '03-01T22:59',
  ),
  period('only from: to the clock', { from: '2026-03-05' }, '2026-03-05T00:00:00.000Z', '03-04T23:59'),
  period(
    'a to after the clock is the clock',
    { from: '2026-03-05', to: '2026-05-01' },
    '2026-03-05T00:00:00.000Z',
    '03-04T23:59',
  ),
  {
    name: 'the clock on a quarter hour stays',
    now: '2026-03-31T12:00:00.000Z',
    events: views('2026-03-31T11:59:59.999Z', '2026-03-31T12:00:00Z'),
    question: { metrics, last: '1d' },
    edges: { from: '2026-03-31T00:00:00Z', to: '2026-03-31T12:00:00Z' },
    expected: {
      rows: [{ activities: 1 }],
      period: { from: '2026-03-31T00:00:00.000Z', to: '2026-03-31T12:00:00.000Z' },
    },
  },
  {
    name: 'all begins with the local day of the first thing that counts',
    now,
    events: [
      unenrolled('e1', '01-02T10:00', 'u1', 'c1'),
      completed('e2', '01-03T10:00', 'u1', 'c1'),
      revoked('e3', '01-04T10:00', 'u1', 'c1'),
      enrolled('e4', '2026-02-05T23:30:00Z', 'u1', 'c1'),
      recorded('e5', '03-05T10:00', 'u1', 'c1', 'view'),
    ],
    question: { metrics: ['activities', 'enrollments'], last: 'all', timeZone: 'Europe/Paris' },
    // e1 changes nothing, e2 is revoked; e4 is on 6 February in Paris.
    edges: { from: '2026-02-05T23:00:00Z', to: '2026-03-31T10:15:00Z' },
    expected: {
      rows: [{ activities: 1, enrollments: 1 }],
      period: { from: '2026-02-05T23:00:00.000Z', to: '2026-03-31T10:15:00.000Z' },
    },
  },
  {
    name: 'only to: from the first thing that counts, to there',
    now,
    events: [created('e1', '02-05T10:00', 'u1'), recorded('e2', '03-05T10:00', 'u1', 'c1', 'view')],
    question: { metrics: ['activities', 'new_learners'], to: '2026-03-02' },
    edges: { from: '2026-02-05', to: '2026-03-02' },
    expected: {
      rows: [{ activities: 0, new_learners: 1 }],
      period: { from: '2026-02-05T00:00:00.000Z', to: '2026-03-02T00:00:00.000Z' },
    },
  },
  {
    name: 'all of nothing is empty at the clock',
    now,
    events: [recorded('e1', '03-05T10:00', 'u1', 'c1', 'view'), deleted('e2', '03-06T10:00', 'u1')],
    question: { metrics, last: 'all' },
    edges: { from: '2026-03-31T10:15:00Z', to: '2026-03-31T10:15:00Z' },
    expected: {
      rows: [{ activities: 0 }],
      period: { from: '2026-03-31T10:15:00.000Z', to: '2026-03-31T10:15:00.000Z' },
    },
  },
  {
    name: 'a from after the clock makes the period empty',
    now,
    events: views('03-05T10:00'),
    question: { metrics, from: '2026-04-05', to: '2026-04-10' },
    edges: { from: '2026-03-31T10:15:00Z', to: '2026-03-31T10:15:00Z' },
    expected: { rows: [{ activities: 0 }] },
  },
];
