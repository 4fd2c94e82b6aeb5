import { type ConformanceCase, march } from './conformance-case.js';
import { created, enrolled, recorded } from './events.js';

export const learnerCases: readonly ConformanceCase[] = [
  {
    name: 'a learner is new once, when first created',
    events: [
      created('e1', '03-05T10:00', 'u1'),
      created('e2', '02-05T10:00', 'u1'),
      created('e3', '03-06T10:00', 'u2'),
      created('e4', '03-07T10:00', 'u2'),
      enrolled('e5', '03-08T10:00', 'u3', 'c1'),
    ],
    question: { metrics: ['new_learners'], ...march },
    // u1 was created in February; u3 is only named.
    expected: { rows: [{ new_learners: 1 }] },
  },
  {
    name: 'every user is a learner, whatever the role',
    events: [
      created('e1', '03-05T10:00', 'u1', { role: 'student' }),
      created('e2', '03-05T10:00', 'u2', { role: 'teacher' }),
      created('e3', '03-05T10:00', 'u3'),
      created('e4', '03-05T10:00', 'u4', { role: null }),
    ],
    question: { metrics: ['new_learners'], ...march, by: ['role'] },
    expected: {
      rows: [
        { role: 'student', new_learners: 1 },
        { role: 'teacher', new_learners: 1 },
        { role: null, new_learners: 2 },
      ],
    },
  },
  {
    name: 'the role is the last that was stated, at one instant that of the greater id',
    events: [
      created('e1', '03-05T10:00', 'u1', { role: 'student' }),
      created('e2', '03-06T10:00', 'u1', { name: 'Ada' }),
      created('b', '03-05T10:00', 'u2', { role: 'tutor' }),
      created('a', '03-05T10:00', 'u2', { role: 'student' }),
      created('c', '03-05T10:00', 'u3', { role: 'student' }),
      created('d', '03-05T10:00', 'u3', { role: 'tutor' }),
    ],
    question: { metrics: ['new_learners'], ...march, by: ['role'] },
    expected: {
      rows: [
        { role: 'student', new_learners: 1 },
        { role: 'tutor', new_learners: 2 },
      ],
    },
  },
  {
    name: 'attributes are replaced as a whole',
    events: [
      created('e1', '03-05T10:00', 'u1', { attributes: { region: 'Wales', cohort: 'A' } }),
      created('e2', '03-06T10:00', 'u1', { attributes: { region: 'Scotland' } }),
      created('e3', '03-07T10:00', 'u1', { role: 'student' }),
    ],
    question: { metrics: ['new_learners'], ...march, by: ['learner.region', 'learner.cohort'] },
    expected: { rows: [{ 'learner.region': 'Scotland', 'learner.cohort': null, new_learners: 1 }] },
  },
  {
    name: 'an empty object of attributes states that there are none',
    events: [
      created('e1', '03-05T10:00', 'u1', { attributes: { region: 'Wales' } }),
      created('e2', '03-06T10:00', 'u1', { attributes: {} }),
      created('e3', '03-05T10:00', 'u2', { attributes: { region: 'Wales' } }),
      created('e4', '03-06T10:00', 'u2', { attributes: null }),
    ],
    question: { metrics: ['new_learners'], ...march, by: ['learner.region'] },
    // null is as absent: u2 keeps Wales.
    expected: {
      rows: [
        { 'learner.region': 'Wales', new_learners: 1 },
        { 'learner.region': null, new_learners: 1 },
      ],
    },
  },
  {
    name: 'one who was never created has activity, and no role',
    events: [
      created('e1', '03-05T10:00', 'u1', { role: 'student' }),
      recorded('e2', '03-05T10:00', 'u1', 'c1', 'view'),
      recorded('e3', '03-05T10:00', 'u2', 'c1', 'view'),
    ],
    question: { metrics: ['active_learners', 'new_learners'], ...march, by: ['role'] },
    expected: {
      rows: [
        { role: 'student', active_learners: 1, new_learners: 1 },
        { role: null, active_learners: 1, new_learners: 0 },
      ],
    },
  },
];
