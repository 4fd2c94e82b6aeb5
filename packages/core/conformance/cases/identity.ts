import { type ConformanceCase, march } from './conformance-case.js';
import { attemptCompleted, enrolled, moduleCompleted, recorded } from './events.js';

const odd = [
  '__proto__',
  'constructor',
  'toString',
  "'; DROP TABLE raw_event; --",
  '%_\\',
  'a\nb\tc',
  ' a ',
  '{}',
  '"',
  '$1',
];

export const identityCases: readonly ConformanceCase[] = [
  {
    name: 'an event counts once, however often it comes',
    events: [
      recorded('e1', '03-02T10:00', 'u1', 'c1', 'view', { count: 2 }),
      recorded('e1', '03-02T10:00', 'u1', 'c1', 'view', { count: 2 }),
      recorded('e2', '03-02T10:00', 'u1', 'c1', 'view', { count: 2 }),
      recorded('e1', '03-02T10:00', 'u1', 'c1', 'view', { count: 2 }),
    ],
    question: { metrics: ['activities'], ...march },
    ingest: { accepted: 2, duplicates: 2, skipped: 0, blocked: 0, rejected: [] },
    expected: { rows: [{ activities: 4 }] },
  },
  {
    name: 'a second event of one identity is ignored, whatever it says',
    ordered: true,
    events: [
      recorded('e1', '03-02T10:00', 'u1', 'c1', 'view'),
      recorded('e1', '03-03T10:00', 'u2', 'c1', 'view', { count: 9 }),
      enrolled('e1', '03-04T10:00', 'u3', 'c1'),
    ],
    question: { metrics: ['activities', 'active_learners', 'enrollments'], ...march },
    ingest: { accepted: 1, duplicates: 2 },
    expected: { rows: [{ activities: 1, active_learners: 1, enrollments: 0 }] },
  },
  {
    name: 'ids of events are compared as they are: case, spaces, composition',
    events: ['id', 'ID', ' id', 'id ', '\u00e9', 'e\u0301', '__proto__', '\u{1F600}'].map((id) =>
      recorded(id, '03-02T10:00', 'u1', 'c1', 'view'),
    ),
    question: { metrics: ['activities'], ...march },
    ingest: { accepted: 8, duplicates: 0 },
    expected: { rows: [{ activities: 8 }] },
  },
  {
    name: 'any text is a course, a user, a module, an assessment, an attempt',
    events: odd.flatMap((id, index) => [
      moduleCompleted(`m${index}`, '03-02T10:00', id, id, id),
      attemptCompleted(`a${index}`, '03-02T10:00', id, id, id, id, { score: index, maxScore: 10 }),
      recorded(`r${index}`, '03-02T10:00', id, id, id),
    ]),
    question: { metrics: ['active_learners', 'activities', 'average_score'], ...march, by: ['course'] },
    // Code points: space, ", $, %, ', _, a, c, t, {
    expected: {
      rows: [
        ' a ',
        '"',
        '$1',
        '%_\\',
        "'; DROP TABLE raw_event; --",
        '__proto__',
        'a\nb\tc',
        'constructor',
        'toString',
        '{}',
      ].map((course) => ({ course, active_learners: 1, activities: 3, average_score: odd.indexOf(course) * 10 })),
    },
  },
  {
    name: 'a filter holds any text, and only itself',
    events: odd.map((id, index) => recorded(`r${index}`, '03-02T10:00', 'u1', id, 'view')),
    question: { metrics: ['activities'], ...march, by: ['course'], where: { course: ['%_\\', '__proto__', '%'] } },
    expected: {
      rows: [
        { course: '%_\\', activities: 1 },
        { course: '__proto__', activities: 1 },
      ],
    },
  },
];
