import { defineReport } from '../define-report.js';

export const coursePerformance = defineReport({
  id: 'course-performance',
  title: 'Course performance',
  description: 'A row a course: who enrolled, who stayed, what they did, how well.',
  by: ['course'],
  attached: ['course.title'],
  metrics: [
    'enrollments',
    'current_enrollments',
    'completions',
    'completion_rate',
    'withdrawals',
    'withdrawal_rate',
    'median_days_to_complete',
    'active_learners',
    'activities',
    'learning_time',
    'average_progress',
    'attempts_completed',
    'average_score',
    'pass_rate',
  ],
});

export const assessmentResults = defineReport({
  id: 'assessment-results',
  title: 'Assessment results',
  description: 'A row an assessment of a course: who tried, who passed, how scores are spread.',
  by: ['course', 'assessment'],
  metrics: [
    'attempts_started',
    'attempts_completed',
    'abandonment_rate',
    'average_score',
    'median_score',
    'p90_score',
    'score_stddev',
    'pass_rate',
    'first_attempt_pass_rate',
    'median_attempt_seconds',
  ],
});

export const engagement = defineReport({
  id: 'engagement',
  title: 'Engagement',
  description: 'A row a week (or another grain): who was active, how much, how often.',
  grain: 'week',
  metrics: ['active_learners', 'activities', 'learning_time', 'stickiness', 'new_learners'],
});

export const enrollmentSummary = defineReport({
  id: 'enrollment-summary',
  title: 'Enrollment summary',
  description: 'A row a week (or another grain): who came, who left, who is there.',
  grain: 'week',
  metrics: ['enrollments', 'reenrollments', 'withdrawals', 'completions', 'current_enrollments'],
});
