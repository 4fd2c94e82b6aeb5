import { drawActivities } from './activities.js';
import { drawAssessmentResults } from './assessments.js';
import type { TermCalendar } from './calendar.js';
import { COURSES } from './courses.js';
import { draftEnrollment, drawEnrollment, type Enrollment } from './enrollments.js';
import { draftUserCreated, drawLearner } from './learners.js';
import { draftModulesCompleted, drawModuleSteps } from './modules.js';
import { draftOutcome } from './outcomes.js';
import type { Random } from './random.js';
import type { Draft, History } from './sample-event.js';

/** The term of one learner, whose number counts from 1; `random` is the learner's own. */
export function learnerHistory(random: Random, number: number, calendar: TermCalendar): History {
  const learner = drawLearner(random, number, calendar);
  const courses = COURSES.filter(({ courseId }) => learner.courseIds.includes(courseId));
  const enrollments = courses.map((course) => drawEnrollment(random, learner, course));
  const firstEnrolledAt = Math.min(...enrollments.map(({ enrolledAt }) => enrolledAt));
  return {
    subject: learner.userId,
    drafts: [
      draftUserCreated(random, learner, firstEnrolledAt),
      ...enrollments.flatMap((enrollment) => draftStudies(random, enrollment)),
    ],
  };
}

/** Everything between the enrollment in a course and its end, in whatever way it ends. */
function draftStudies(random: Random, enrollment: Enrollment): Draft[] {
  const steps = drawModuleSteps(random, enrollment);
  const results = drawAssessmentResults(random, enrollment, steps);
  return [
    ...draftEnrollment(enrollment),
    ...drawActivities(random, enrollment, steps),
    ...draftModulesCompleted(random, enrollment, steps),
    ...results.flatMap(({ drafts }) => drafts),
    ...draftOutcome(random, enrollment, { steps, results }),
  ];
}
