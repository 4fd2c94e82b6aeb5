import { type ConformanceCase, march } from './conformance-case.js';
import { completed, courseCreated, coursePublished, enrolled, moduleCompleted, unenrolled } from './events.js';

const metrics = ['average_progress'] as const;

/** The announcement of a course with these modules. */
const announced = (courseId: string, ...ids: string[]) =>
  courseCreated(`a-${courseId}`, '02-01T10:00', courseId, { modules: ids.map((moduleId) => ({ moduleId })) });

/** An enrollment on 1 March, and the modules done on the days after it. */
const learner = (user: string, courseId: string, ...done: string[]) => [
  enrolled(`n-${user}-${courseId}`, '03-01T10:00', user, courseId),
  ...done.map((module, index) =>
    moduleCompleted(`m-${user}-${courseId}-${module}`, `03-0${index + 2}T10:00`, user, courseId, module),
  ),
];

const progress = (value: number | null, numerator: number, denominator: number) => ({
  average_progress: value,
  average_progress_numerator: numerator,
  average_progress_denominator: denominator,
});

export const progressCases: readonly ConformanceCase[] = [
  {
    name: 'the shares of the modules done, over the current enrollments',
    events: [announced('c1', 'm1', 'm2', 'm3', 'm4'), ...learner('u1', 'c1', 'm1', 'm2'), ...learner('u2', 'c1')],
    question: { metrics, ...march },
    expected: { rows: [progress(0.25, 0.5, 2)] },
  },
  {
    name: 'each enrollment by the modules of its own course',
    events: [
      announced('c1', 'm1', 'm2', 'm3'),
      announced('c2', 'm1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7'),
      ...learner('u1', 'c1', 'm3'),
      ...learner('u1', 'c2', 'm1', 'm7'),
    ],
    question: { metrics, ...march },
    // 1/3 + 2/7 = 13/21; half of it is 13/42.
    expected: { rows: [progress(0.309523809524, 0.619047619048, 2)] },
  },
  {
    name: 'three thirds are exactly one',
    events: [
      announced('c1', 'm1', 'm2', 'm3'),
      ...learner('u1', 'c1', 'm1'),
      ...learner('u2', 'c1', 'm2'),
      ...learner('u3', 'c1', 'm3'),
    ],
    question: { metrics, ...march },
    expected: { rows: [progress(0.333333333333, 1, 3)] },
  },
  {
    name: 'a course without modules is left out, and has no row',
    events: [courseCreated('e1', '02-01T10:00', 'c1', { modules: [] }), ...learner('u1', 'c1')],
    question: { metrics, ...march, by: ['course'] },
    expected: { rows: [] },
  },
  {
    name: 'of no enrollment it is null',
    events: [courseCreated('e1', '02-01T10:00', 'c1'), ...learner('u1', 'c1'), announced('c2', 'm1')],
    question: { metrics, ...march },
    expected: { rows: [progress(null, 0, 0)] },
  },
  {
    name: 'a course that never stated a list has the modules that anyone completed',
    events: [
      ...learner('u1', 'c1', 'm1', 'm2'),
      ...learner('u2', 'c1', 'm1'),
      moduleCompleted('e1', '03-05T10:00', 'u3', 'c1', 'm3'),
    ],
    question: { metrics, ...march },
    // Three modules: 2/3 and 1/3; u3 is not enrolled.
    expected: { rows: [progress(0.5, 1, 2)] },
  },
  {
    name: 'only modules of the list count, each once',
    events: [
      courseCreated('e1', '02-01T10:00', 'c1', {
        modules: [{ moduleId: 'm1' }, { moduleId: 'm2', position: 9 }, { moduleId: 'm1', title: 'One' }],
      }),
      ...learner('u1', 'c1', 'm1', 'm9'),
      moduleCompleted('e2', '03-09T10:00', 'u1', 'c1', 'm1'),
    ],
    question: { metrics, ...march },
    expected: { rows: [progress(0.5, 0.5, 1)] },
  },
  {
    name: 'the list is the last that is not empty, also where it came after the period',
    events: [
      announced('c1', 'm1', 'm2'),
      coursePublished('e1', '03-31T10:00', 'c1', {
        modules: [{ moduleId: 'm2' }, { moduleId: 'm3' }, { moduleId: 'm4' }],
      }),
      coursePublished('e2', '03-31T11:00', 'c1', { modules: [] }),
      coursePublished('e3', '03-31T12:00', 'c1', { title: 'One' }),
      ...learner('u1', 'c1', 'm1', 'm2'),
    ],
    question: { metrics, from: '2026-03-01', to: '2026-03-10' },
    // Known now: m2 of m2, m3, m4.
    expected: { rows: [progress(0.333333333333, 0.333333333333, 1)] },
  },
  {
    name: 'with asOf the list is as known now, completions and enrollments are as known then',
    events: [
      coursePublished('e1', '03-31T10:00', 'c1', { modules: [{ moduleId: 'm1' }, { moduleId: 'm2' }] }),
      ...learner('u1', 'c1', 'm1'),
      moduleCompleted('e2', '03-15T12:00', 'u1', 'c1', 'm2'),
      ...learner('u2', 'c1'),
      unenrolled('e3', '03-16T10:00', 'u2', 'c1'),
      enrolled('e4', '03-15T12:00', 'u3', 'c1'),
    ],
    question: { metrics, ...march, asOf: '2026-03-15T12:00:00Z' },
    expected: { rows: [progress(0.25, 0.5, 2)] },
  },
  {
    name: 'what is completed at the end of the period or after it is not done yet',
    events: [
      announced('c1', 'm1', 'm2'),
      ...learner('u1', 'c1'),
      moduleCompleted('e1', '2026-03-09T23:59:59.999Z', 'u1', 'c1', 'm1'),
      moduleCompleted('e2', '03-10T00:00', 'u1', 'c1', 'm2'),
      completed('e3', '03-10T00:00', 'u1', 'c1'),
    ],
    question: { metrics, from: '2026-03-01', to: '2026-03-10' },
    expected: { rows: [progress(0.5, 0.5, 1)] },
  },
  {
    name: 'the completed, the withdrawn and those who never enrolled are left out',
    events: [
      announced('c1', 'm1'),
      ...learner('u1', 'c1', 'm1'),
      completed('e1', '03-05T10:00', 'u1', 'c1'),
      ...learner('u2', 'c1', 'm1'),
      unenrolled('e2', '03-05T10:00', 'u2', 'c1'),
      moduleCompleted('e3', '03-05T10:00', 'u3', 'c1', 'm1'),
      ...learner('u4', 'c1'),
    ],
    question: { metrics, ...march },
    expected: { rows: [progress(0, 0, 1)] },
  },
  {
    name: 'modules stay done over a withdrawal, and a series has the progress at each end',
    events: [
      announced('c1', 'm1', 'm2'),
      enrolled('e1', '03-02T10:00', 'u1', 'c1'),
      moduleCompleted('e2', '03-03T10:00', 'u1', 'c1', 'm1'),
      unenrolled('e3', '03-04T10:00', 'u1', 'c1'),
      moduleCompleted('e4', '03-04T11:00', 'u1', 'c1', 'm2'),
      enrolled('e5', '03-05T10:00', 'u1', 'c1'),
    ],
    question: { metrics, from: '2026-03-02', to: '2026-03-06', grain: 'day' },
    expected: {
      rows: [
        { time: '2026-03-02', ...progress(0, 0, 1) },
        { time: '2026-03-03', ...progress(0.5, 0.5, 1) },
        { time: '2026-03-04', ...progress(null, 0, 0) },
        { time: '2026-03-05', ...progress(1, 1, 1) },
      ],
    },
  },
  {
    name: 'a module done before the enrollment is done',
    events: [
      announced('c1', 'm1', 'm2'),
      moduleCompleted('e1', '02-10T10:00', 'u1', 'c1', 'm1'),
      enrolled('e2', '03-02T10:00', 'u1', 'c1', { mode: 'online' }),
      ...learner('u2', 'c1'),
    ],
    question: { metrics, ...march, by: ['mode'] },
    expected: {
      rows: [
        { mode: 'online', ...progress(0.5, 0.5, 1) },
        { mode: null, ...progress(0, 0, 1) },
      ],
    },
  },
];
