import { type ConformanceCase, march } from './conformance-case.js';
import { courseCreated, enrolled, moduleCompleted } from './events.js';

export const moduleCases: readonly ConformanceCase[] = [
  {
    name: 'module completions by module are named within their course',
    events: [
      moduleCompleted('e1', '03-02T10:00', 'u1', 'c2', 'm1'),
      moduleCompleted('e2', '03-02T10:00', 'u1', 'c1', 'm2'),
      moduleCompleted('e3', '03-02T10:00', 'u1', 'c1', 'm1'),
      moduleCompleted('e4', '03-02T10:00', 'u2', 'c1', 'm1'),
    ],
    question: { metrics: ['module_completions'], ...march, by: ['module'] },
    expected: {
      rows: [
        { course: 'c1', module: 'm1', module_completions: 2 },
        { course: 'c1', module: 'm2', module_completions: 1 },
        { course: 'c2', module: 'm1', module_completions: 1 },
      ],
    },
  },
  {
    name: 'where by asks for course after module, it stays there',
    events: [
      moduleCompleted('e1', '03-02T10:00', 'u1', 'c2', 'm1'),
      moduleCompleted('e2', '03-02T10:00', 'u1', 'c1', 'm2'),
    ],
    question: { metrics: ['module_completions'], ...march, by: ['module', 'course'] },
    expected: {
      rows: [
        { module: 'm1', course: 'c2', module_completions: 1 },
        { module: 'm2', course: 'c1', module_completions: 1 },
      ],
    },
  },
  {
    name: 'a module completed again counts once, when it was first',
    events: [
      moduleCompleted('e2', '03-10T10:00', 'u1', 'c1', 'm1'),
      moduleCompleted('e1', '03-03T10:00', 'u1', 'c1', 'm1'),
    ],
    question: { metrics: ['module_completions'], from: '2026-03-02', to: '2026-03-16', grain: 'week' },
    expected: {
      rows: [
        { time: '2026-03-02', module_completions: 1 },
        { time: '2026-03-09', module_completions: 0 },
      ],
    },
  },
  {
    name: 'a module outside the list of its course is a completed module all the same',
    events: [
      courseCreated('e1', '03-01T10:00', 'c1', { modules: [{ moduleId: 'm1' }] }),
      moduleCompleted('e2', '03-02T10:00', 'u1', 'c1', 'm1'),
      moduleCompleted('e3', '03-02T10:00', 'u1', 'c1', 'm9'),
    ],
    question: { metrics: ['module_completions'], ...march },
    expected: { rows: [{ module_completions: 2 }] },
  },
  {
    name: 'module completions by mode of the enrollment, filtered by module',
    events: [
      enrolled('e1', '03-01T10:00', 'u1', 'c1', { mode: 'online' }),
      enrolled('e2', '03-01T10:00', 'u2', 'c2', { mode: 'campus' }),
      moduleCompleted('e3', '03-02T10:00', 'u1', 'c1', 'm1'),
      moduleCompleted('e4', '03-02T10:00', 'u2', 'c1', 'm1'),
      moduleCompleted('e5', '03-02T10:00', 'u1', 'c1', 'm2'),
    ],
    question: { metrics: ['module_completions'], ...march, by: ['mode'], where: { module: ['m1'] } },
    // u2's enrollment is in c2, so in c1 there is no mode; m2 is filtered out.
    expected: {
      rows: [
        { mode: 'online', module_completions: 1 },
        { mode: null, module_completions: 1 },
      ],
    },
  },
];
