import type { ExpectedAnswer } from '../analyses/analysis-case.js';
import { march } from '../conformance-case.js';
import type { ReportCase, ReportQuestion } from './report-case.js';

type Code = Extract<ExpectedAnswer, { error: string }>['error'];

function refused(name: string, question: ReportQuestion, error: Code = 'invalid_query'): ReportCase {
  return { name, events: [], question, expected: { error } };
}

const courses = { report: 'course-performance', ...march } as const;
const funnel = { report: 'module-funnel', course: 'c1', ...march } as const;
const items = { report: 'item-analysis', course: 'c1', assessment: 'a1', ...march } as const;
const custom = { report: 'custom', metrics: ['activities'], ...march } as const;
const dimension = 'unknown_dimension';

export const reportRefusalCases: readonly ReportCase[] = [
  refused('an unknown report', { report: 'fortune', ...march }, 'unknown_report'),
  refused('a report named like a member of every object', { report: 'constructor' }, 'unknown_report'),
  refused('a funnel of no course', { report: 'module-funnel', ...march }),
  refused('items of no assessment', { report: 'item-analysis', course: 'c1', ...march }),
  refused('a grain where a row is no bucket', { ...courses, grain: 'week' }),
  refused('a limit of a report that is not custom', { ...courses, limit: 10 }),
  refused('an order of a report that is not custom', {
    ...courses,
    orderBy: [{ column: 'course', direction: 'asc' }],
  }),
  refused('other weeks than the twelve of its columns', { report: 'retention', ...march, weeks: 4 }),
  refused('a grain that there is not', { report: 'engagement', ...march, grain: 'fortnight' }),
  refused('a custom report of nothing', { report: 'custom', ...march }),
  refused('a custom report of an unknown metric', { ...custom, metrics: ['fun'] }, 'unknown_metric'),
  refused('a custom report by what its metric has not', { ...custom, by: ['assessment'] }, dimension),
  refused(
    'a custom report filtered by what its metric has not',
    { ...custom, where: { assessment: ['a1'] } },
    dimension,
  ),
  refused('a custom report in the order of no column', { ...custom, orderBy: [{ column: 'fun', direction: 'asc' }] }),
  refused('a filter by nothing known', { ...courses, where: { colour: ['red'] } }, dimension),
  refused('a funnel filtered by assessment', { ...funnel, where: { assessment: ['a1'] } }, dimension),
  refused('items filtered by kind', { ...items, where: { kind: ['view'] } }, dimension),
  refused('retention filtered by kind', { report: 'retention', ...march, where: { kind: ['view'] } }, dimension),
  refused('progress filtered by kind', { report: 'user-progress', where: { kind: ['view'] } }, dimension),
];
