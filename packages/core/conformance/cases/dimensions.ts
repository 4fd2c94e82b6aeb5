import { type ConformanceCase, march } from './conformance-case.js';
import {
  attemptCompleted,
  completed,
  courseCreated,
  coursePublished,
  created,
  enrolled,
  moduleCompleted,
  recorded,
} from './events.js';

export const dimensionCases: readonly ConformanceCase[] = [
  {
    name: 'numbers and booleans are dimension values by their JSON text',
    events: [3, '3', 0.1, 1e21, true, 'true', 1e-7, 10].map((level, index) =>
      created(`e${index}`, '03-05T10:00', `u${index}`, { attributes: { level } }),
    ),
    question: { metrics: ['new_learners'], ...march, by: ['learner.level'] },
    // 3 and "3" are one value, so are true and "true"; text sorts by code point.
    expected: {
      rows: [
        { 'learner.level': '0.1', new_learners: 1 },
        { 'learner.level': '10', new_learners: 1 },
        { 'learner.level': '1e+21', new_learners: 1 },
        { 'learner.level': '1e-7', new_learners: 1 },
        { 'learner.level': '3', new_learners: 2 },
        { 'learner.level': 'true', new_learners: 2 },
      ],
    },
  },
  {
    name: 'a filter names a number by its text',
    events: [
      created('e1', '03-05T10:00', 'u1', { attributes: { level: 3 } }),
      created('e2', '03-05T10:00', 'u2', { attributes: { level: 30 } }),
    ],
    question: { metrics: ['new_learners'], ...march, where: { 'learner.level': ['3'] } },
    expected: { rows: [{ new_learners: 1 }] },
  },
  {
    name: 'rows are ordered by code point, null last',
    why: 'U+FF5E is before U+1F600, though UTF-16 has it the other way round; no locale, no case folding.',
    events: ['\u{1F600}', '\uFF5E', 'a', 'é', 'e\u0301', 'Z', '9', '10', '']
      .map((mode, index) => enrolled(`e${index}`, '03-05T10:00', `u${index}`, 'c1', { mode }))
      .concat(enrolled('e99', '03-05T10:00', 'u99', 'c1')),
    question: { metrics: ['enrollments'], ...march, by: ['mode'] },
    expected: {
      rows: ['', '10', '9', 'Z', 'a', 'e\u0301', 'é', '\uFF5E', '\u{1F600}', null].map((mode) => ({
        mode,
        enrollments: 1,
      })),
    },
  },
  {
    name: 'null in a filter is "not stated"',
    events: [
      created('e1', '03-01T10:00', 'u1', { attributes: { region: 'Wales' } }),
      created('e2', '03-01T10:00', 'u2', { attributes: { region: 'Ulster' } }),
      created('e3', '03-01T10:00', 'u3', { attributes: {} }),
      created('e4', '03-01T10:00', 'u5', { attributes: { region: '' } }),
      ...['u1', 'u2', 'u3', 'u4', 'u5'].map((user) => enrolled(`n-${user}`, '03-02T10:00', user, 'c1')),
    ],
    question: {
      metrics: ['enrollments'],
      ...march,
      by: ['learner.region'],
      where: { 'learner.region': [null, 'Wales'] },
    },
    // u3 states none, u4 was never created; the empty text of u5 is a value of its own.
    expected: {
      rows: [
        { 'learner.region': 'Wales', enrollments: 1 },
        { 'learner.region': null, enrollments: 2 },
      ],
    },
  },
  {
    name: 'all filters must hold, each by any of its values',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1', { mode: 'online' }),
      enrolled('e2', '03-02T10:00', 'u2', 'c1', { mode: 'campus' }),
      enrolled('e3', '03-02T10:00', 'u1', 'c2', { mode: 'online' }),
      enrolled('e4', '03-02T10:00', 'u1', 'c3', { mode: 'online' }),
    ],
    question: { metrics: ['enrollments'], ...march, where: { course: ['c1', 'c2'], mode: ['online'] } },
    expected: { rows: [{ enrollments: 2 }] },
  },
  {
    name: 'a course attribute is the last stated, null for a course that was never announced',
    events: [
      courseCreated('e1', '03-01T10:00', 'c1', { attributes: { faculty: 'Arts' } }),
      coursePublished('e2', '03-02T10:00', 'c1', { attributes: { faculty: 'Law' } }),
      coursePublished('e3', '03-03T10:00', 'c1', { title: 'One' }),
      coursePublished('e4', '03-01T10:00', 'c2', { attributes: { faculty: 'Arts' } }),
      enrolled('e5', '03-05T10:00', 'u1', 'c1'),
      enrolled('e6', '03-05T10:00', 'u1', 'c2'),
      enrolled('e7', '03-05T10:00', 'u1', 'c3'),
    ],
    question: { metrics: ['enrollments'], ...march, by: ['course.faculty', 'course'] },
    expected: {
      rows: [
        { 'course.faculty': 'Arts', course: 'c2', enrollments: 1 },
        { 'course.faculty': 'Law', course: 'c1', enrollments: 1 },
        { 'course.faculty': null, course: 'c3', enrollments: 1 },
      ],
    },
  },
  {
    name: 'activity and attempts have the mode, result and attributes of the enrollment in their course',
    events: [
      enrolled('e1', '03-01T10:00', 'u1', 'c1', { mode: 'online', attributes: { group: 1 } }),
      completed('e2', '03-30T10:00', 'u1', 'c1', { result: 'Pass' }),
      recorded('e3', '03-02T10:00', 'u1', 'c1', 'view'),
      attemptCompleted('e4', '03-02T10:00', 't1', 'u1', 'c1', 'a1', { score: 1 }),
      recorded('e5', '03-02T10:00', 'u1', 'c2', 'view'),
      attemptCompleted('e6', '03-02T10:00', 't2', 'u2', 'c1', 'a1', { score: 1 }),
    ],
    question: {
      metrics: ['activities', 'attempts_completed'],
      ...march,
      by: ['mode', 'result', 'enrollment.group'],
    },
    // u1 in c1: two activities, one of them the attempt. u1 in c2 and u2 in c1 are not enrolled.
    expected: {
      rows: [
        { mode: 'online', result: 'Pass', 'enrollment.group': '1', activities: 2, attempts_completed: 1 },
        { mode: null, result: null, 'enrollment.group': null, activities: 2, attempts_completed: 1 },
      ],
    },
  },
  {
    name: 'course comes before module where by has no course',
    events: [moduleCompleted('e1', '03-02T10:00', 'u1', 'c1', 'm1'), recorded('e2', '03-02T10:00', 'u1', 'c1', 'view')],
    question: { metrics: ['activities'], ...march, by: ['kind', 'module'] },
    expected: {
      rows: [
        { kind: 'module_completed', course: 'c1', module: 'm1', activities: 1 },
        { kind: 'view', course: 'c1', module: null, activities: 1 },
      ],
    },
  },
  {
    name: 'mode and attributes are as known now, not as they were then',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1', { mode: 'campus', attributes: { group: 'A' } }),
      recorded('e2', '03-03T10:00', 'u1', 'c1', 'view'),
      enrolled('e3', '03-20T10:00', 'u1', 'c1', { mode: 'online', attributes: { group: 'B' } }),
    ],
    question: { metrics: ['active_learners'], from: '2026-03-01', to: '2026-03-08', by: ['mode', 'enrollment.group'] },
    expected: { rows: [{ mode: 'online', 'enrollment.group': 'B', active_learners: 1 }] },
  },
  {
    name: 'an attribute may have any name',
    events: [
      created('e1', '03-02T10:00', 'u1', {
        attributes: JSON.parse(`{ "__proto__": "p", "a.b": 1, "it's \\"odd\\"": "q", "$.x": "$h", "": "empty" }`),
      }),
    ],
    question: {
      metrics: ['new_learners'],
      ...march,
      by: ['learner.__proto__', 'learner.a.b', `learner.it's "odd"`, 'learner.$.x', 'learner.constructor'],
    },
    // What follows the first dot is the name of the attribute.
    expected: {
      rows: [
        {
          'learner.__proto__': 'p',
          'learner.a.b': '1',
          'learner.it\'s "odd"': 'q',
          'learner.$.x': '$h',
          'learner.constructor': null,
          new_learners: 1,
        },
      ],
    },
  },
];
