import { describe, expect, it } from 'vitest';
import { eventTypes } from '../events/index.js';
import { generateSampleTerm, type SampleEvent } from './index.js';

const STARTS_AT = new Date('2026-09-07T00:00:00Z');
const DAY_MS = 86_400_000;

const within = (low: number, high: number) => (value: number) => value >= low && value <= high;
const share = (part: readonly unknown[], whole: readonly unknown[]) => part.length / whole.length;
const enrollmentKey = ({ data }: SampleEvent) => `${data.userId} ${data.courseId}`;

function countBy(events: readonly SampleEvent[], keyOf: (event: SampleEvent) => number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const event of events) counts.set(keyOf(event), (counts.get(keyOf(event)) ?? 0) + 1);
  return counts;
}

/** The last state of each enrollment; completed wins, as long as it is not revoked. */
function enrollmentsOf(events: readonly SampleEvent[]): Map<string, string> {
  const states = new Map<string, string>();
  for (const event of events) {
    const key = enrollmentKey(event);
    if (event.type === 'UserEnrolled' || event.type === 'UserCompletionRevoked') states.set(key, 'enrolled');
    if (event.type === 'UserCompletedCourse') states.set(key, 'completed');
    if (event.type === 'UserUnenrolled' && states.get(key) === 'enrolled') states.set(key, 'withdrawn');
  }
  return states;
}

/** The mean percent of the attempts at the assessments of a course, each by its last result. */
function averageScore(events: readonly SampleEvent[], courseId: string): number {
  const percents = new Map<unknown, number>();
  for (const { type, data } of events) {
    if (type !== 'AssessmentCompleted' || data.courseId !== courseId) continue;
    percents.set(data.attemptId, (100 * Number(data.score)) / Number(data.maxScore));
  }
  return [...percents.values()].reduce((sum, percent) => sum + percent, 0) / percents.size;
}

describe.each([1, 2, 3])('the term of seed %i', (seed) => {
  const events = Array.from(generateSampleTerm({ seed }));
  const ofType = (type: string) => events.filter((event) => event.type === type);

  it('has about 300 events a learner, most of them activity', () => {
    expect(events.length / 300).toSatisfy(within(260, 320));
    expect(share(ofType('ActivityRecorded'), events)).toSatisfy(within(0.77, 0.83));
    expect(share(ofType('ModuleCompleted'), events)).toSatisfy(within(0.06, 0.1));
    const attempts = [...ofType('AssessmentStarted'), ...ofType('AssessmentCompleted')];
    expect(share(attempts, events)).toSatisfy(within(0.08, 0.12));
    expect(ofType('UserCreated')).toHaveLength(300);
    expect(ofType('UserDeleted')).toHaveLength(0);
  });

  it('has withdrawals, returns, regrades, abandoned attempts and revocations, each of them rare', () => {
    const results = ofType('AssessmentCompleted');
    const attempts = new Set(results.map(({ data }) => data.attemptId));
    expect(ofType('UserUnenrolled').length).toSatisfy(within(80, 200));
    expect(ofType('UserEnrolled').length - enrollmentsOf(events).size).toSatisfy(within(3, 30));
    expect(results.length - attempts.size).toSatisfy(within(30, 150));
    expect(1 - attempts.size / ofType('AssessmentStarted').length).toSatisfy(within(0.02, 0.08));
    expect(ofType('UserCompletionRevoked').length).toSatisfy(within(0, 9));
  });

  it('is quieter at weekends than on weekdays and busiest in the evening', () => {
    const days = countBy(ofType('ActivityRecorded'), ({ occurredAt }) => new Date(occurredAt).getUTCDay());
    const weekdays = [1, 2, 3, 4, 5].map((day) => days.get(day)!);
    expect(Math.max(days.get(0)!, days.get(6)!)).toBeLessThan(0.7 * Math.min(...weekdays));

    const hours = countBy(ofType('ActivityRecorded'), ({ occurredAt }) => new Date(occurredAt).getUTCHours());
    const busiest = [...hours].sort(([, one], [, other]) => other - one).slice(0, 3);
    expect(new Set(busiest.map(([hour]) => hour))).toEqual(new Set([19, 20, 21]));
  });

  it('slackens towards its end', () => {
    const weeks = countBy(ofType('ActivityRecorded'), ({ occurredAt }) =>
      Math.floor((Date.parse(occurredAt) - STARTS_AT.getTime()) / (7 * DAY_MS)),
    );
    expect(weeks.get(11)!).toBeLessThan(0.9 * weeks.get(1)!);
  });

  it('has 45 to 85 % completions, 4 to 20 % withdrawals and average scores from 55 to 80 in each course', () => {
    const enrollments = enrollmentsOf(events);
    for (const courseId of ofType('CourseCreated').map(({ data }) => String(data.courseId))) {
      const states = [...enrollments].filter(([key]) => key.endsWith(courseId)).map(([, state]) => state);
      expect(states.length, courseId).toBeGreaterThan(80);
      expect(
        share(
          states.filter((state) => state === 'completed'),
          states,
        ),
        courseId,
      ).toSatisfy(within(0.45, 0.85));
      expect(
        share(
          states.filter((state) => state === 'withdrawn'),
          states,
        ),
        courseId,
      ).toSatisfy(within(0.04, 0.2));
      expect(averageScore(events, courseId), courseId).toSatisfy(within(55, 80));
    }
  });

  it('has courses that differ', () => {
    expect(averageScore(events, 'writing-101') - averageScore(events, 'python-120')).toBeGreaterThan(8);
  });

  it('completes courses with 50 % or more, with distinction from 85 %', () => {
    const finals = ofType('UserCompletedCourse').map(({ data }) => ({
      score: Number(data.finalScore),
      result: data.result,
    }));
    expect(finals.every(({ score }) => score >= 50 && score <= 100)).toBe(true);
    expect(finals.every(({ score, result }) => result === (score >= 85 ? 'distinction' : 'pass'))).toBe(true);
    expect(
      share(
        finals.filter(({ result }) => result === 'distinction'),
        finals,
      ),
    ).toSatisfy(within(0.08, 0.25));
  });

  it('adds an attempt up from its items', () => {
    for (const { data } of ofType('AssessmentCompleted')) {
      const items = data.items as { score: number; maxScore: number }[];
      expect(items.reduce((sum, { score }) => sum + score, 0)).toBe(data.score);
      expect(items.reduce((sum, { maxScore }) => sum + maxScore, 0)).toBe(data.maxScore);
    }
  });

  it('enrolls a learner only after creating the account, and completes only what was enrolled in', () => {
    const created = new Map(ofType('UserCreated').map(({ data, occurredAt }) => [data.userId, occurredAt]));
    for (const { data, occurredAt } of ofType('UserEnrolled')) {
      expect(created.get(data.userId)! < occurredAt).toBe(true);
    }
    const enrolled = new Set(ofType('UserEnrolled').map(enrollmentKey));
    expect(ofType('UserCompletedCourse').every((event) => enrolled.has(enrollmentKey(event)))).toBe(true);
  });
});

it('holds every type of event of a term without erasure', () => {
  expect(new Set(Array.from(generateSampleTerm(), ({ type }) => type))).toEqual(
    new Set(Object.keys(eventTypes).filter((type) => type !== 'UserDeleted')),
  );
});
