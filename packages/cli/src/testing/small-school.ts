/** An event as it is sent. */
export type SmallEvent = Readonly<Record<string, unknown>> & { readonly id: string };

const at = (day: number, hour = 9) => new Date(Date.UTC(2026, 2, day, hour)).toISOString();

/**
 * Two courses and three learners in March 2026: c1 has three enrollments, of which one was completed; c2 has one. Scores
 * of c1 are 50 and 100 percent. `ada` is from Wales, `bob` from nowhere that is known, `eve` from "a,b".
 */
export const smallSchool: readonly SmallEvent[] = [
  { id: 'k1', type: 'CourseCreated', occurredAt: at(1), data: { courseId: 'c1', title: '=Sums, "and" more' } },
  { id: 'u1', type: 'UserCreated', occurredAt: at(1), data: { userId: 'ada', attributes: { region: 'Wales' } } },
  { id: 'u2', type: 'UserCreated', occurredAt: at(1), data: { userId: 'bob' } },
  { id: 'u3', type: 'UserCreated', occurredAt: at(1), data: { userId: 'eve', attributes: { region: 'a,b' } } },
  { id: 'e1', type: 'UserEnrolled', occurredAt: at(2), data: { userId: 'ada', courseId: 'c1' } },
  { id: 'e2', type: 'UserEnrolled', occurredAt: at(3), data: { userId: 'bob', courseId: 'c1' } },
  { id: 'e3', type: 'UserEnrolled', occurredAt: at(10), data: { userId: 'eve', courseId: 'c1' } },
  { id: 'e4', type: 'UserEnrolled', occurredAt: at(10, 23), data: { userId: 'eve', courseId: 'c2' } },
  { id: 'f1', type: 'UserCompletedCourse', occurredAt: at(20), data: { userId: 'ada', courseId: 'c1' } },
  attempt('t1', 'ada', 50),
  attempt('t2', 'bob', 100),
];

function attempt(id: string, userId: string, score: number): SmallEvent {
  const data = { attemptId: id, userId, courseId: 'c1', assessmentId: 'quiz', score, passingScore: 60 };
  return { id, type: 'AssessmentCompleted', occurredAt: at(12), data };
}

/** Events as NDJSON. */
export function ndjson(events: readonly unknown[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join('');
}
