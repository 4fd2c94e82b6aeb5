import { type ConformanceCase, march } from './conformance-case.js';
import { attemptCompleted, attemptStarted } from './events.js';

const metrics = ['median_attempt_seconds'] as const;

/** An attempt of c1/a1, completed at ten past ten on 3 March. */
const finished = (attempt: string, data: Record<string, unknown> = {}) =>
  attemptCompleted(`c-${attempt}`, '03-03T10:10', attempt, 'u1', 'c1', 'a1', { score: 1, ...data });
const begun = (attempt: string, at: string) => attemptStarted(`s-${attempt}`, at, attempt, 'u1', 'c1', 'a1');

function ofAttempts(name: string, events: readonly unknown[], seconds: number | null): ConformanceCase {
  return { name, events, question: { metrics, ...march }, expected: { rows: [{ median_attempt_seconds: seconds }] } };
}

export const attemptSecondsCases: readonly ConformanceCase[] = [
  ofAttempts('of no attempt it is null', [begun('t1', '03-03T10:00')], null),
  ofAttempts('the time from start to completion', [begun('t1', '03-03T10:00'), finished('t1')], 600),
  ofAttempts(
    'a duration that is stated comes before the times, also one of 0',
    [begun('t1', '03-03T10:00'), finished('t1', { durationSeconds: 0 })],
    0,
  ),
  ofAttempts(
    'without start, or with one after the completion, only a stated duration counts',
    [
      finished('t1'),
      begun('t2', '03-03T10:11'),
      finished('t2'),
      begun('t3', '03-03T10:11'),
      finished('t3', { durationSeconds: 30 }),
      finished('t4', { durationSeconds: 50 }),
    ],
    40,
  ),
  ofAttempts(
    'a duration beside a start says nothing',
    [attemptStarted('s-t1', '03-03T10:00', 't1', 'u1', 'c1', 'a1', { durationSeconds: 5 }), finished('t1')],
    600,
  ),
  ofAttempts('a start at the instant of the completion is 0 seconds', [begun('t1', '03-03T10:10'), finished('t1')], 0),
  ofAttempts(
    'of an odd number it is the one in the middle',
    [7, 60, 3600].map((durationSeconds, index) => finished(`t${index}`, { durationSeconds })),
    60,
  ),
  // 10.001 and 25.0005, which is 25.001 in whole milliseconds; an attempt without score counts as well.
  ofAttempts(
    'of an even number it lies between the two in the middle, to the millisecond',
    [3600, 25.0005, 10.001, 1].map((durationSeconds, index) => finished(`t${index}`, { durationSeconds, score: null })),
    17.501,
  ),
  ofAttempts(
    'it counts by completion: one before the period, one at its end, one started before it',
    [
      attemptCompleted('e1', '2026-02-28T23:59:59.999Z', 't1', 'u1', 'c1', 'a1', { score: 1, durationSeconds: 1 }),
      attemptCompleted('e2', '04-01T00:00', 't2', 'u1', 'c1', 'a1', { score: 1, durationSeconds: 2 }),
      begun('t3', '2026-02-28T23:59:30Z'),
      attemptCompleted('e3', '2026-03-01T00:00:00.250Z', 't3', 'u1', 'c1', 'a1', { score: 1 }),
    ],
    30.25,
  ),
  {
    name: 'a regrade that states no duration keeps it, one that states another replaces it',
    events: [
      finished('t1', { durationSeconds: 100 }),
      attemptCompleted('e1', '03-05T10:00', 't1', 'u1', 'c1', 'a1', { score: 2 }),
      attemptCompleted('e2', '03-03T10:10', 't2', 'u1', 'c2', 'a1', { score: 1, durationSeconds: 100 }),
      attemptCompleted('e3', '03-05T10:00', 't2', 'u1', 'c2', 'a1', { score: 2, durationSeconds: 200 }),
      attemptCompleted('e4', '03-03T10:10', 't3', 'u1', 'c3', 'a1', { score: 1 }),
    ],
    question: { metrics, ...march, by: ['course'] },
    // The attempt of c3 has no time to count, so no row.
    expected: {
      rows: [
        { course: 'c1', median_attempt_seconds: 100 },
        { course: 'c2', median_attempt_seconds: 200 },
      ],
    },
  },
  {
    name: 'as of a time, a later start is not known; a duration that came later stays visible',
    events: [
      finished('t1'),
      begun('t1', '03-03T10:15'),
      finished('t2'),
      attemptCompleted('e1', '03-05T10:00', 't2', 'u1', 'c1', 'a1', { score: 2, durationSeconds: 90 }),
      begun('t3', '03-03T10:00'),
      attemptCompleted('e2', '03-03T10:15', 't3', 'u1', 'c1', 'a1', { score: 2, durationSeconds: 5 }),
    ],
    question: { metrics, ...march, asOf: '2026-03-03T10:15:00Z' },
    expected: { rows: [{ median_attempt_seconds: 90 }] },
  },
  {
    name: 'in a series a bucket without attempts has none',
    events: [begun('t1', '03-03T10:00'), finished('t1')],
    question: { metrics, from: '2026-03-02', to: '2026-03-04', grain: 'day' },
    expected: {
      rows: [
        { time: '2026-03-02', median_attempt_seconds: null },
        { time: '2026-03-03', median_attempt_seconds: 600 },
      ],
    },
  },
];
