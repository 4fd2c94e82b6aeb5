import { progressColumns } from '../analyses/learner-progress.js';
import { table } from '../analyses/table.js';
import { march } from '../conformance-case.js';
import { attemptCompleted, completed, courseCreated, enrolled, moduleCompleted, recorded } from '../events.js';
import type { ReportCase } from './report-case.js';

const columns = ['user', ...progressColumns];
const progress = table(columns);
const question = { report: 'user-progress' } as const;

/** An enrollment of 2 March 10:00 of which nothing else is known. */
function nothingElse(user: string, course: string, days: number) {
  return [user, course, 'enrolled', '2026-03-02T10:00:00.000Z', null, null, 0, 0, null, 0, null, null, days] as const;
}

export const userProgressCases: readonly ReportCase[] = [
  {
    name: 'a row an enrollment, by learner and course',
    events: [
      enrolled('e1', '03-02T10:00', '\u{1F600}', 'c1'),
      enrolled('e2', '03-02T10:00', '\uFF5E', 'c2'),
      enrolled('e3', '03-02T10:00', '\uFF5E', 'c1'),
      courseCreated('e4', '03-01T10:00', 'c1', { modules: [{ moduleId: 'm1' }, { moduleId: 'm2' }] }),
      completed('e5', '03-05T10:00', 'u1', 'c1'),
      moduleCompleted('e6', '03-04T10:00', 'u1', 'c1', 'm2'),
      attemptCompleted('e7', '03-04T09:00', 't1', 'u1', 'c1', 'a1', { score: 2, maxScore: 3 }),
      recorded('e8', '03-04T09:00', 'u2', 'c1', 'view'),
    ],
    question,
    // u1 completed without having enrolled; u2 never enrolled. 29 days from 2 March 10:00 to 1 April.
    expected: {
      rows: progress(
        [
          ...['u1', 'c1', 'completed', null, '2026-03-05T10:00:00.000Z', 0.5, 1, 2],
          ...['2026-03-04T10:00:00.000Z', 1, 66.666667, 66.666667, null],
        ],
        ['\uFF5E', 'c1', 'enrolled', '2026-03-02T10:00:00.000Z', null, 0, 0, 2, null, 0, null, null, 29],
        nothingElse('\uFF5E', 'c2', 29),
        ['\u{1F600}', 'c1', 'enrolled', '2026-03-02T10:00:00.000Z', null, 0, 0, 2, null, 0, null, null, 29],
      ),
      period: null,
    },
  },
  {
    name: 'filtered by mode, as of an earlier moment',
    events: [
      enrolled('e1', '03-02T10:00', 'u1', 'c1', { mode: 'online' }),
      enrolled('e2', '03-02T10:00', 'u2', 'c1', { mode: 'campus' }),
      enrolled('e3', '03-12T10:00', 'u3', 'c1', { mode: 'online' }),
      recorded('e4', '03-12T10:00', 'u1', 'c1', 'view'),
    ],
    question: { ...question, asOf: '2026-03-12T10:00:00Z', where: { mode: ['online'] } },
    expected: { rows: progress(nothingElse('u1', 'c1', 10)), period: null },
  },
  {
    name: 'no row where nobody enrolled',
    events: [recorded('e1', '03-02T10:00', 'u1', 'c1', 'view')],
    question,
    expected: { rows: [], columns },
  },
  {
    name: 'it has no period',
    events: [],
    question: { ...question, ...march },
    expected: { error: 'invalid_query' },
  },
];
