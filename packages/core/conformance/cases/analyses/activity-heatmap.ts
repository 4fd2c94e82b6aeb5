import { march } from '../conformance-case.js';
import { attemptCompleted, attemptStarted, enrolled, moduleCompleted, recorded } from '../events.js';
import type { AnalysisCase } from './analysis-case.js';

const question = { analysis: 'activity_heatmap', ...march } as const;

/** The 168 hours of a week, of which these have activities. */
function heatmap(...found: readonly (readonly [weekday: number, hour: number, activities: number])[]) {
  return Array.from({ length: 168 }, (_, index) => {
    const [weekday, hour] = [Math.floor(index / 24) + 1, index % 24];
    const [, , activities = 0] = found.find((cell) => cell[0] === weekday && cell[1] === hour) ?? [];
    return { weekday, hour, activities };
  });
}

export const activityHeatmapCases: readonly AnalysisCase[] = [
  {
    name: 'all kinds of activity, by weekday and hour',
    events: [
      recorded('e1', '2026-03-02T00:00:00Z', 'u1', 'c1', 'view', { count: 3 }),
      recorded('e2', '2026-03-09T00:59:59.999Z', 'u2', 'c2', 'view'),
      moduleCompleted('e3', '2026-03-08T23:59:59.999Z', 'u1', 'c1', 'm1'),
      attemptStarted('e4', '03-04T12:00', 't1', 'u1', 'c1', 'a1'),
      attemptCompleted('e5', '03-04T13:00', 't1', 'u1', 'c1', 'a1', { score: 1 }),
      attemptCompleted('e6', '03-05T13:00', 't1', 'u1', 'c1', 'a1', { score: 2 }),
      enrolled('e7', '03-03T10:00', 'u1', 'c1'),
    ],
    question,
    // 2 and 9 March are Mondays, 8 March is a Sunday; a regrade and an enrollment are no activity.
    expected: { rows: heatmap([1, 0, 4], [3, 12, 1], [3, 13, 1], [7, 23, 1]) },
  },
  {
    name: 'nothing in every hour where there is no activity',
    events: [],
    question,
    expected: { rows: heatmap() },
  },
  {
    name: 'an hour that the clock leaves out has none',
    events: [
      recorded('e1', '2026-03-29T00:45:00Z', 'u1', 'c1', 'view'),
      recorded('e2', '2026-03-29T01:00:00Z', 'u1', 'c1', 'view'),
      recorded('e3', '2026-03-29T21:59:00Z', 'u1', 'c1', 'view'),
      recorded('e4', '2026-03-29T22:00:00Z', 'u1', 'c1', 'view'),
    ],
    question: { ...question, from: '2026-03-29', to: '2026-03-31', timeZone: 'Europe/Paris' },
    // 01:45, then 03:00; 23:59 is still Sunday, 22:00Z is Monday.
    expected: {
      rows: heatmap([1, 0, 1], [7, 1, 1], [7, 3, 1], [7, 23, 1]),
      period: { from: '2026-03-28T23:00:00.000Z', to: '2026-03-30T22:00:00.000Z' },
    },
  },
  {
    name: 'an hour that comes twice has both',
    events: [
      recorded('e1', '2025-10-26T00:30:00Z', 'u1', 'c1', 'view'),
      recorded('e2', '2025-10-26T01:30:00Z', 'u1', 'c1', 'view'),
      recorded('e3', '2025-10-26T02:00:00Z', 'u1', 'c1', 'view'),
    ],
    question: { ...question, from: '2025-10-26', to: '2025-10-27', timeZone: 'Europe/Paris' },
    expected: { rows: heatmap([7, 2, 2], [7, 3, 1]) },
  },
  {
    name: 'hours of a zone that is off the hour',
    events: [
      recorded('e1', '2026-03-01T18:14:59Z', 'u1', 'c1', 'view'),
      recorded('e2', '2026-03-01T18:15:00Z', 'u1', 'c1', 'view'),
    ],
    question: { ...question, timeZone: 'Asia/Kathmandu' },
    // Kathmandu is 5:45 ahead: Sunday until 18:15Z.
    expected: { rows: heatmap([1, 0, 1], [7, 23, 1]) },
  },
  {
    name: 'of one course',
    events: [recorded('e1', '03-02T10:00', 'u1', 'c1', 'view'), recorded('e2', '03-02T10:00', 'u1', 'c2', 'view')],
    question: { ...question, course: 'c2' },
    expected: { rows: heatmap([1, 10, 1]) },
  },
  {
    name: 'filters by kind, module and mode',
    events: [
      enrolled('e1', '03-01T10:00', 'u1', 'c1', { mode: 'online' }),
      recorded('e2', '03-02T10:00', 'u1', 'c1', 'view', { moduleId: 'm1' }),
      recorded('e3', '03-02T11:00', 'u1', 'c1', 'view', { moduleId: 'm2' }),
      recorded('e4', '03-02T12:00', 'u1', 'c1', 'view'),
      recorded('e5', '03-02T13:00', 'u1', 'c1', 'video', { moduleId: 'm1' }),
      recorded('e6', '03-02T14:00', 'u2', 'c1', 'view', { moduleId: 'm1' }),
    ],
    question: { ...question, where: { kind: ['view'], module: ['m1', null], mode: ['online'] } },
    expected: { rows: heatmap([1, 10, 1], [1, 12, 1]) },
  },
  {
    name: 'the period and the moment of knowledge cut it',
    events: [
      recorded('e1', '2026-02-28T23:59:59.999Z', 'u1', 'c1', 'view'),
      recorded('e2', '03-01T00:00', 'u1', 'c1', 'view'),
      recorded('e3', '2026-03-14T23:59:59.999Z', 'u1', 'c1', 'view'),
      recorded('e4', '03-15T00:00', 'u1', 'c1', 'view'),
    ],
    question: { ...question, asOf: '2026-03-15' },
    expected: { rows: heatmap([6, 23, 1], [7, 0, 1]) },
  },
];
