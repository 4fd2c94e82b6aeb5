import {
  attemptCompleted,
  attemptStarted,
  completed,
  courseCreated,
  coursePublished,
  created,
  enrolled,
  moduleCompleted,
  recorded,
  revoked,
  unenrolled,
} from './events.js';

/** When the facts are exported. */
export const now = '2026-04-01T12:00:00Z';

const personal = { email: 'ada@example.org', name: 'Ada' };
const items = [
  { itemId: 'q2', score: 0.1, maxScore: 0.3, answer: '' },
  { itemId: '-q1', score: null, answer: '=1+1' },
  { itemId: 'q3', score: 1e-7 },
];

/** Taken in two batches, so that the sums of a quarter hour are of several. */
export const exportedBatches = [
  [
    created('u1', '03-01T08:00', 'ada', { ...personal, role: 'student', attributes: { region: 'Wales', year: 2 } }),
    courseCreated('k1', '03-01T07:00', 'logic', {
      title: '=Sums, "and" more',
      modules: [{ moduleId: 'm2', title: 'Two' }, { moduleId: 'm1' }],
    }),
    enrolled('e1', '03-03T10:00', 'ada', 'logic', { mode: 'online', attributes: { fee: '-5' } }),
    completed('f1', '03-20T10:00', 'ada', 'logic', { finalScore: 66.6666667, result: 'B' }),
    enrolled('e2', '03-04T10:00', 'bob', 'logic'),
    unenrolled('w1', '03-06T10:00', 'bob', 'logic'),
    attemptStarted('t1', '03-09T10:00', 'x1', 'ada', 'logic', 'quiz', { moduleId: 'm1' }),
    recorded('a1', '03-10T10:00', 'bob', 'logic', 'view', { count: 3, durationSeconds: 5.5 }),
    recorded('a2', '03-10T10:14', 'bob', 'logic', 'view', { count: 1, moduleId: 'm1' }),
  ],
  [
    coursePublished('k2', '03-02T07:00', 'logic', {
      startsAt: '2026-03-03T00:00:00+01:00',
      endsAt: '9999-12-31T23:59:59.999Z',
    }),
    enrolled('e3', '03-08T10:00', 'bob', 'logic'),
    completed('f2', '03-19T10:00', 'cy', 'logic', { finalScore: -1 }),
    revoked('r1', '03-19T11:00', 'cy', 'logic'),
    moduleCompleted('m1', '2026-03-07T10:29:59.999Z', 'ada', 'logic', 'm2', { durationSeconds: 12.3456 }),
    attemptCompleted('t2', '03-09T11:00', 'x1', 'ada', 'logic', 'quiz', {
      ...{ score: 1, maxScore: 3, passingScore: 2, durationSeconds: 90, items },
    }),
    attemptCompleted('t3', '03-10T10:05', 'x2', 'bob', 'logic', 'quiz', { score: null, passed: true }),
    recorded('a3', '03-10T10:07', 'bob', 'logic', 'view', { count: 2, durationSeconds: 1 }),
  ],
];

/** Worked out by hand from the events. */
export const exportedCsv: Readonly<Record<string, readonly string[]>> = {
  v_learner: [
    'tenant_id,user_id,created_at,role,attributes',
    'default,ada,2026-03-01T08:00:00.000Z,student,"{""region"":""Wales"",""year"":""2""}"',
  ],
  v_course: [
    'tenant_id,course_id,title,created_at,published_at,starts_at,ends_at,attributes',
    'default,logic,"\'=Sums, ""and"" more",2026-03-01T07:00:00.000Z,2026-03-02T07:00:00.000Z,2026-03-02T23:00:00.000Z,9999-12-31T23:59:59.999Z,',
  ],
  v_module: ['tenant_id,course_id,module_id,title,place', 'default,logic,m2,Two,1', 'default,logic,m1,,2'],
  v_enrollment: [
    'tenant_id,user_id,course_id,enrolled_at,completed_at,state,is_current,final_score,result,mode,revoked_at,attributes',
    'default,ada,logic,2026-03-03T10:00:00.000Z,2026-03-20T10:00:00.000Z,enrolled,false,66.666667,B,online,,"{""fee"":""-5""}"',
    'default,bob,logic,2026-03-04T10:00:00.000Z,,enrolled,true,,,,,',
    'default,cy,logic,,,,false,,,,2026-03-19T11:00:00.000Z,',
  ],
  v_enrollment_span: [
    'tenant_id,user_id,course_id,since,until',
    'default,ada,logic,2026-03-03T10:00:00.000Z,2026-03-20T10:00:00.000Z',
    'default,bob,logic,2026-03-04T10:00:00.000Z,2026-03-06T10:00:00.000Z',
    'default,bob,logic,2026-03-08T10:00:00.000Z,',
  ],
  v_module_completion: [
    'tenant_id,user_id,course_id,module_id,completed_at,duration_seconds',
    'default,ada,logic,m2,2026-03-07T10:29:59.999Z,12.346',
  ],
  v_attempt: [
    'tenant_id,attempt_id,user_id,course_id,assessment_id,module_id,started_at,completed_at,score,max_score,score_percent,passed,duration_seconds',
    'default,x1,ada,logic,quiz,m1,2026-03-09T10:00:00.000Z,2026-03-09T11:00:00.000Z,1,3,33.333333,false,90',
    'default,x2,bob,logic,quiz,,,2026-03-10T10:05:00.000Z,,100,,true,',
  ],
  v_attempt_item: [
    'tenant_id,attempt_id,place,item_id,score,max_score,answer',
    'default,x1,1,q2,0.1,0.3,',
    "default,x1,2,'-q1,,1,'=1+1",
    'default,x1,3,q3,1e-7,1,',
  ],
  v_activity: [
    'tenant_id,user_id,course_id,quarter_hour,kind,module_id,count,duration_seconds',
    'default,ada,logic,2026-03-07T10:15:00.000Z,module_completed,m2,1,12.346',
    'default,ada,logic,2026-03-09T10:00:00.000Z,attempt_started,m1,1,',
    'default,ada,logic,2026-03-09T11:00:00.000Z,attempt_completed,m1,1,90',
    'default,bob,logic,2026-03-10T10:00:00.000Z,attempt_completed,,1,',
    'default,bob,logic,2026-03-10T10:00:00.000Z,view,m1,1,',
    'default,bob,logic,2026-03-10T10:00:00.000Z,view,,5,6.5',
  ],
};

/** Ids that a spreadsheet, SQL, CSV or an order by UTF-16 may trip over, in the order of their code points. */
export const hostileIds = [
  '\t',
  `" OR '1'='1`,
  "'); DROP TABLE learner; --",
  '=cmd|x',
  'NULL',
  '\\N',
  'a\r\nb',
  '{"a":1}',
  '\u{fffd}',
  '\u{1f600}',
];
