import { march } from '../conformance-case.js';
import { courseCreated, coursePublished, created, enrolled, moduleCompleted, unenrolled } from '../events.js';
import type { AnalysisCase } from './analysis-case.js';
import { table } from './table.js';

export const funnelColumns = [
  'step',
  'module',
  'title',
  'learners',
  'share',
  'share_numerator',
  'share_denominator',
  'drop',
] as const;

const funnel = table(funnelColumns);
const question = { analysis: 'module_funnel', course: 'c1', ...march } as const;
const twoModules = [{ moduleId: 'm1' }, { moduleId: 'm2' }];

export const moduleFunnelCases: readonly AnalysisCase[] = [
  {
    name: 'a step is a module, in the order of the course',
    events: [
      courseCreated('e1', '03-01T10:00', 'c1', {
        modules: [
          { moduleId: 'm2', title: 'Two', position: 2 },
          { moduleId: 'm1', title: 'One', position: 1 },
          { moduleId: 'm3' },
        ],
      }),
      ...['u1', 'u2', 'u3', 'u4'].map((user) => enrolled(`n-${user}`, '03-02T10:00', user, 'c1')),
      ...['u1', 'u2', 'u3'].map((user) => moduleCompleted(`1-${user}`, '03-03T10:00', user, 'c1', 'm1')),
      ...['u1', 'u2'].map((user) => moduleCompleted(`2-${user}`, '03-04T10:00', user, 'c1', 'm2')),
      moduleCompleted('e2', '03-05T10:00', 'u1', 'c1', 'm3'),
      enrolled('e3', '02-28T10:00', 'u5', 'c1'),
      moduleCompleted('e4', '03-03T10:00', 'u5', 'c1', 'm1'),
      moduleCompleted('e5', '03-03T10:00', 'u6', 'c1', 'm1'),
    ],
    question,
    // m3 states no position: it is the third of the list. u5 enrolled in February, u6 never.
    expected: {
      rows: funnel(
        [0, null, null, 4, 1, 4, 4, null],
        [1, 'm1', 'One', 3, 0.75, 3, 4, 0.25],
        [2, 'm2', 'Two', 2, 0.5, 2, 4, 0.333333333333],
        [3, 'm3', null, 1, 0.25, 1, 4, 0.5],
      ),
    },
  },
  {
    name: 'the funnel is open: whenever and in any order, so a drop may be negative',
    events: [
      courseCreated('e1', '03-01T10:00', 'c1', { modules: twoModules }),
      ...['u1', 'u2', 'u3'].map((user) => enrolled(`n-${user}`, '03-02T10:00', user, 'c1')),
      moduleCompleted('e2', '03-03T10:00', 'u1', 'c1', 'm1'),
      moduleCompleted('e3', '02-03T10:00', 'u1', 'c1', 'm2'),
      moduleCompleted('e4', '03-03T10:00', 'u2', 'c1', 'm2'),
      moduleCompleted('e5', '04-03T10:00', 'u3', 'c1', 'm2'),
    ],
    question,
    now: '2026-04-05T00:00:00Z',
    // 1 − 1/3, then 1 − 3/1.
    expected: {
      rows: funnel(
        [0, null, null, 3, 1, 3, 3, null],
        [1, 'm1', null, 1, 0.333333333333, 1, 3, 0.666666666667],
        [2, 'm2', null, 3, 1, 3, 3, -2],
      ),
    },
  },
  {
    name: 'after an empty step there is no drop',
    events: [
      courseCreated('e1', '03-01T10:00', 'c1', { modules: twoModules }),
      enrolled('e2', '03-02T10:00', 'u1', 'c1'),
      moduleCompleted('e3', '03-03T10:00', 'u1', 'c1', 'm2'),
    ],
    question,
    expected: {
      rows: funnel(
        [0, null, null, 1, 1, 1, 1, null],
        [1, 'm1', null, 0, 0, 0, 1, 1],
        [2, 'm2', null, 1, 1, 1, 1, null],
      ),
    },
  },
  {
    name: 'an empty cohort has every step and no share',
    events: [
      courseCreated('e1', '03-01T10:00', 'c1', { modules: twoModules }),
      enrolled('e2', '02-28T10:00', 'u1', 'c1'),
      enrolled('e3', '2026-04-01T00:00:00Z', 'u2', 'c1'),
      enrolled('e4', '03-02T10:00', 'u3', 'c2'),
      moduleCompleted('e5', '03-03T10:00', 'u1', 'c1', 'm1'),
    ],
    question,
    // u2 enrolled at the end of the period, which it does not hold.
    expected: {
      rows: funnel(
        [0, null, null, 0, null, 0, 0, null],
        [1, 'm1', null, 0, null, 0, 0, null],
        [2, 'm2', null, 0, null, 0, 0, null],
      ),
    },
  },
  {
    name: 'the modules are those of the last list that is not empty',
    events: [
      courseCreated('e1', '03-01T10:00', 'c1', { modules: twoModules }),
      coursePublished('e2', '03-10T10:00', 'c1', {
        modules: [
          { moduleId: 'm3', title: 'old', position: 1 },
          { moduleId: 'm2', title: 'Two', position: 2 },
          { moduleId: 'm3', title: 'Three', position: 2 },
        ],
      }),
      coursePublished('e3', '03-11T10:00', 'c1', { modules: [] }),
      enrolled('e4', '03-02T10:00', 'u1', 'c1'),
      moduleCompleted('e5', '03-03T10:00', 'u1', 'c1', 'm1'),
      moduleCompleted('e6', '03-03T10:00', 'u1', 'c1', 'm3'),
    ],
    question,
    // m3 twice: its last entry holds; at one position the id decides.
    expected: {
      rows: funnel(
        [0, null, null, 1, 1, 1, 1, null],
        [1, 'm2', 'Two', 0, 0, 0, 1, 1],
        [2, 'm3', 'Three', 1, 1, 1, 1, null],
      ),
    },
  },
  {
    name: 'without a list the modules are those that anyone completed',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1'),
      moduleCompleted('e2', '03-03T10:00', 'u1', 'c1', '\u{1F600}'),
      moduleCompleted('e3', '02-03T10:00', 'u2', 'c1', '\uFF5E'),
    ],
    question,
    expected: {
      rows: funnel(
        [0, null, null, 1, 1, 1, 1, null],
        [1, '\uFF5E', null, 0, 0, 0, 1, 1],
        [2, '\u{1F600}', null, 1, 1, 1, 1, null],
      ),
    },
  },
  {
    name: 'a course that nobody named has the step of those who enrolled',
    events: [],
    question: { ...question, course: 'nowhere' },
    expected: { rows: funnel([0, null, null, 0, null, 0, 0, null]) },
  },
  {
    name: 'who withdrew is of the cohort, and who enrolled again is of the first one',
    events: [
      courseCreated('e1', '03-01T10:00', 'c1', { modules: [{ moduleId: 'm1' }] }),
      enrolled('e2', '03-02T10:00', 'u1', 'c1'),
      unenrolled('e3', '03-03T10:00', 'u1', 'c1'),
      enrolled('e4', '02-02T10:00', 'u2', 'c1'),
      unenrolled('e5', '02-03T10:00', 'u2', 'c1'),
      enrolled('e6', '03-04T10:00', 'u2', 'c1'),
    ],
    question,
    expected: { rows: funnel([0, null, null, 1, 1, 1, 1, null], [1, 'm1', null, 0, 0, 0, 1, 1]) },
  },
  {
    name: 'filters choose the cohort',
    events: [
      courseCreated('e1', '03-01T10:00', 'c1', { modules: [{ moduleId: 'm1' }] }),
      created('e2', '03-01T10:00', 'u1', { attributes: { region: 'Wales' } }),
      enrolled('e3', '03-02T10:00', 'u1', 'c1', { mode: 'online' }),
      enrolled('e4', '03-02T10:00', 'u2', 'c1', { mode: 'online' }),
      enrolled('e5', '03-02T10:00', 'u3', 'c1', { mode: 'campus' }),
      moduleCompleted('e6', '03-03T10:00', 'u1', 'c1', 'm1'),
      moduleCompleted('e7', '03-03T10:00', 'u3', 'c1', 'm1'),
    ],
    question: { ...question, where: { mode: ['online'], 'learner.region': ['Wales', null] } },
    expected: { rows: funnel([0, null, null, 2, 1, 2, 2, null], [1, 'm1', null, 1, 0.5, 1, 2, 0.5]) },
  },
  {
    name: 'as of an earlier moment: later enrollments and completions are unknown, a later list is not',
    events: [
      courseCreated('e1', '03-01T10:00', 'c1', { modules: twoModules }),
      coursePublished('e2', '03-20T10:00', 'c1', { modules: [{ moduleId: 'm1', title: 'Later' }] }),
      ...['u1', 'u2'].map((user) => enrolled(`n-${user}`, '03-02T10:00', user, 'c1')),
      moduleCompleted('e3', '03-14T10:00', 'u1', 'c1', 'm1'),
      moduleCompleted('e4', '03-15T12:00', 'u2', 'c1', 'm1'),
      enrolled('e5', '03-16T10:00', 'u3', 'c1'),
    ],
    question: { ...question, asOf: '2026-03-15T12:00:00Z' },
    expected: {
      rows: funnel([0, null, null, 2, 1, 2, 2, null], [1, 'm1', 'Later', 1, 0.5, 1, 2, 0.5]),
      period: { from: '2026-03-01T00:00:00.000Z', to: '2026-03-15T12:00:00.000Z' },
    },
  },
];
