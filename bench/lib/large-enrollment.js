import { storeOf } from './made-store.js';

const COURSES = 1000;
const REGIONS = ['Wales', 'Scotland', 'London, inner', 'London, outer', 'The "North"', 'East Anglia', null];
const MODES = ['online', 'classroom', 'blended'];
const DAY_MS = 86_400_000;
const FIRST_DAY = Date.parse('2025-01-06T09:00:00Z');

/** The period that all of the enrollments fall into. */
export const LARGE_PERIOD = { from: '2025-01-01', to: '2026-01-01' };

/** An embedded store of so many learners, each enrolled in one of a thousand courses; two in three complete it. Made once. */
export function largeEnrollmentStore(learners) {
  return storeOf(`enrollments-${learners}.duckdb`, () => enrollmentEvents(learners));
}

/** The ids of the first courses that hold a share of the enrollments. */
export function coursesOf(share) {
  return Array.from({ length: share * COURSES }, (_, index) => courseId(index));
}

/** The events of such a store. */
export function* enrollmentEvents(learners) {
  for (let learner = 0; learner < learners; learner++) yield* eventsOf(learner);
}

function* eventsOf(learner) {
  const data = { userId: `learner-${learner}`, courseId: courseId(learner % COURSES) };
  const enrolledAt = FIRST_DAY + (learner % 90) * DAY_MS;
  const event = (type, time, members) => ({
    id: `${type}-${learner}`,
    type,
    occurredAt: new Date(time).toISOString(),
    data: members,
  });
  yield event('UserCreated', enrolledAt, {
    userId: data.userId,
    attributes: { number: `S${1_000_000 + learner}`, region: REGIONS[learner % REGIONS.length] },
  });
  yield event('UserEnrolled', enrolledAt, { ...data, mode: MODES[learner % MODES.length] });
  if (learner % 3 === 0) return;
  const finalScore = Number(((learner * 7919) % 100_000) / 1000);
  yield event('UserCompletedCourse', enrolledAt + 30 * DAY_MS, { ...data, finalScore });
}

function courseId(index) {
  return `course-${String(index).padStart(4, '0')}`;
}
