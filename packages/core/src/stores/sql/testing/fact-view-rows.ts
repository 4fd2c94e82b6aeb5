const at = (day: number, hour = 10) =>
  `2026-03-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00Z`;

/** Events of which the views of facts are looked at in SQL. */
export const factViewEvents = [
  {
    ...{ id: 'u1', type: 'UserCreated', occurredAt: at(1) },
    data: {
      userId: 'ada',
      email: 'ada@example.org',
      name: 'Ada',
      role: 'student',
      attributes: { 'the "region"': 'Wales' },
    },
  },
  {
    ...{ id: 'k1', type: 'CoursePublished', occurredAt: at(1) },
    data: { courseId: 'logic', startsAt: '1969-12-31T23:59:59.001Z', endsAt: '9999-12-31T23:59:59.999Z' },
  },
  { id: 'e1', type: 'UserEnrolled', occurredAt: at(2), data: { userId: 'ada', courseId: 'logic' } },
  {
    id: 'f1',
    type: 'UserCompletedCourse',
    occurredAt: at(9),
    data: { userId: 'ada', courseId: 'logic', finalScore: -0.5 },
  },
  {
    ...{ id: 'm1', type: 'ModuleCompleted', occurredAt: '2026-03-03T10:44:59.999Z' },
    data: { userId: 'ada', courseId: 'logic', moduleId: 'm1', durationSeconds: 0.0005 },
  },
  {
    ...{ id: 't1', type: 'AssessmentCompleted', occurredAt: at(4) },
    data: {
      ...{ attemptId: 'x1', userId: 'ada', courseId: 'logic', assessmentId: 'quiz', score: 2.5, maxScore: 4 },
      items: [{ itemId: 'q1', score: 0.5, answer: 'ü "b"' }],
    },
  },
  {
    ...{ id: 'a1', type: 'ActivityRecorded', occurredAt: at(5) },
    data: { userId: 'ada', courseId: 'logic', kind: 'view', count: 3, durationSeconds: 1.5 },
  },
] as const;

/** Of some views a query, and its rows as they follow from the events: instants as ISO 8601. */
export const factViewRows: Readonly<
  Record<string, { query: (view: string) => string; rows: readonly (readonly unknown[])[] }>
> = {
  v_learner: {
    query: (view) => `SELECT user_id, created_at, role, attributes ->> 'the "region"' FROM ${view}`,
    rows: [['ada', '2026-03-01T10:00:00.000Z', 'student', 'Wales']],
  },
  v_course: {
    query: (view) => `SELECT title, created_at, published_at, starts_at, ends_at, attributes FROM ${view}`,
    rows: [[null, null, '2026-03-01T10:00:00.000Z', '1969-12-31T23:59:59.001Z', '9999-12-31T23:59:59.999Z', null]],
  },
  v_module: {
    query: (view) => `SELECT course_id, module_id, place FROM ${view}`,
    rows: [['logic', 'm1', '1']],
  },
  v_enrollment: {
    query: (view) => `SELECT enrolled_at, completed_at, is_current, final_score FROM ${view}`,
    rows: [['2026-03-02T10:00:00.000Z', '2026-03-09T10:00:00.000Z', false, '-0.500000']],
  },
  v_enrollment_span: {
    query: (view) => `SELECT since, until FROM ${view}`,
    rows: [['2026-03-02T10:00:00.000Z', '2026-03-09T10:00:00.000Z']],
  },
  v_module_completion: {
    query: (view) => `SELECT completed_at, duration_seconds FROM ${view}`,
    rows: [['2026-03-03T10:44:59.999Z', '0.001']],
  },
  v_attempt: {
    query: (view) => `SELECT started_at, completed_at, score, max_score, score_percent, passed FROM ${view}`,
    rows: [[null, '2026-03-04T10:00:00.000Z', 2.5, 4, '62.500000', null]],
  },
  v_attempt_item: {
    query: (view) => `SELECT attempt_id, place, item_id, score, max_score, answer FROM ${view}`,
    rows: [['x1', '1', 'q1', 0.5, 1, 'ü "b"']],
  },
  v_activity: {
    query: (view) => `SELECT quarter_hour, kind, module_id, count, duration_seconds FROM ${view} ORDER BY quarter_hour`,
    rows: [
      ['2026-03-03T10:30:00.000Z', 'module_completed', 'm1', '1', '0.001'],
      ['2026-03-04T10:00:00.000Z', 'attempt_completed', null, '1', null],
      ['2026-03-05T10:00:00.000Z', 'view', null, '3', '1.500'],
    ],
  },
};
