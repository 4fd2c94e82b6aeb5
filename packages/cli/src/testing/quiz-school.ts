import type { SmallEvent } from './small-school.js';

const at = (day: number, hour = 9) => new Date(Date.UTC(2026, 2, day, hour)).toISOString();

/**
 * A course of two modules and a quiz of two items in March 2026. `ada` and `bob` are enrolled since Monday the 2nd; both
 * complete m1, `ada` also m2. `ada` has 1 of 2 points in the quiz, then 2; `bob` has 0. `bob` watches a video on Monday
 * the 9th at 20:00.
 */
export const quizSchool: readonly SmallEvent[] = [
  {
    id: 'k1',
    type: 'CourseCreated',
    occurredAt: at(1),
    data: { courseId: 'logic', modules: [{ moduleId: 'm1', title: 'Sentences' }, { moduleId: 'm2' }] },
  },
  { id: 'e1', type: 'UserEnrolled', occurredAt: at(2), data: { userId: 'ada', courseId: 'logic' } },
  { id: 'e2', type: 'UserEnrolled', occurredAt: at(2), data: { userId: 'bob', courseId: 'logic' } },
  module('m1', 'ada', 3),
  module('m1', 'bob', 4),
  module('m2', 'ada', 5),
  attempt({ id: 't1', userId: 'ada', day: 10, points: [1, 0] }),
  attempt({ id: 't2', userId: 'ada', day: 11, points: [1, 1] }),
  attempt({ id: 't3', userId: 'bob', day: 10, points: [0, 0] }),
  {
    id: 'v1',
    type: 'ActivityRecorded',
    occurredAt: at(9, 20),
    data: { userId: 'bob', courseId: 'logic', kind: 'video', count: 2 },
  },
];

function module(moduleId: string, userId: string, day: number): SmallEvent {
  const data = { userId, courseId: 'logic', moduleId };
  return { id: `${moduleId}-${userId}`, type: 'ModuleCompleted', occurredAt: at(day), data };
}

interface Attempt {
  readonly id: string;
  readonly userId: string;
  readonly day: number;
  /** The points in each item, of which each is worth one. */
  readonly points: readonly [number, number];
}

function attempt({ id, userId, day, points }: Attempt): SmallEvent {
  const items = points.map((score, place) => ({
    itemId: `q${place + 1}`,
    score,
    maxScore: 1,
    answer: score ? 'A' : 'B',
  }));
  const total = { score: points[0] + points[1], maxScore: 2, passingScore: 1 };
  const data = { attemptId: id, userId, courseId: 'logic', assessmentId: 'quiz', ...total, items };
  return { id, type: 'AssessmentCompleted', occurredAt: at(day), data };
}
