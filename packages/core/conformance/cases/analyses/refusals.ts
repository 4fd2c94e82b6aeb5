import { march } from '../conformance-case.js';
import type { AnalysisCase, ExpectedAnswer } from './analysis-case.js';

type Code = Extract<ExpectedAnswer, { error: string }>['error'];
type Asked = { readonly analysis: string; readonly [member: string]: unknown };

function refused(name: string, question: Asked, error: Code = 'invalid_query'): AnalysisCase {
  return { name, events: [], question, expected: { error } };
}

const funnel = { analysis: 'module_funnel', course: 'c1', ...march } as const;
const retention = { analysis: 'retention', ...march } as const;
const scores = { analysis: 'score_distribution', course: 'c1', ...march } as const;
const items = { analysis: 'item_analysis', course: 'c1', assessment: 'a1', ...march } as const;
const answers = { analysis: 'answer_distribution', course: 'c1', assessment: 'a1', ...march } as const;
const top = { analysis: 'top_courses', ...march } as const;
const dimension = 'unknown_dimension';

export const refusalCases: readonly AnalysisCase[] = [
  refused('an unknown analysis', { analysis: 'fortune', ...march }, 'unknown_analysis'),
  refused('an analysis named like a member of every object', { analysis: 'constructor' }, 'unknown_analysis'),

  refused('a funnel of no course', { analysis: 'module_funnel', ...march }),
  refused('a course that is no text', { ...funnel, course: 1 }),
  refused('scores of no course', { analysis: 'score_distribution', ...march }),
  refused('items of no assessment', { analysis: 'item_analysis', course: 'c1', ...march }),
  refused('answers of no assessment', { analysis: 'answer_distribution', course: 'c1', ...march }),
  refused('progress of nobody', { analysis: 'learner_progress' }),
  refused('steps of nobody', { analysis: 'learner_steps' }),

  refused('a member that a query has', { ...funnel, by: ['course'] }),
  refused('a comparison', { ...funnel, compare: 'previous_period' }),
  refused('a parameter of another analysis', { ...funnel, bins: 10 }),
  refused('a period of the steps of a learner', { analysis: 'learner_steps', user: 'u1', last: '30d' }),
  refused('from after to', { ...funnel, from: '2026-04-02' }),

  refused('a cohort of another length', { ...retention, cohort: 'year' }),
  refused('no weeks', { ...retention, weeks: 0 }),
  refused('more than ten years of weeks', { ...retention, weeks: 521 }),
  refused('half a week', { ...retention, weeks: 1.5 }),
  refused('no bins', { ...scores, bins: 0 }),
  refused('more than a thousand bins', { ...scores, bins: 1001 }),
  refused('half a bin', { ...scores, bins: 2.5 }),
  refused('a choice of attempts that there is not', { ...scores, attempts: 'worst' }),
  refused('an unknown metric', { ...top, metric: 'fun' }, 'unknown_metric'),
  refused('a metric that is not of courses', { ...top, metric: 'new_learners' }, dimension),
  refused('a limit of none', { ...top, limit: 0 }),

  refused('a funnel filtered by assessment', { ...funnel, where: { assessment: ['a1'] } }, dimension),
  refused('retention filtered by kind', { ...retention, where: { kind: ['view'] } }, dimension),
  refused('scores filtered by module', { ...scores, where: { module: ['m1'] } }, dimension),
  refused('items filtered by kind', { ...items, where: { kind: ['view'] } }, dimension),
  refused('answers filtered by kind', { ...answers, where: { kind: ['view'] } }, dimension),
  refused(
    'a heatmap filtered by assessment',
    { analysis: 'activity_heatmap', ...march, where: { assessment: ['a1'] } },
    dimension,
  ),
  refused(
    'courses filtered by what their metric has not',
    { ...top, metric: 'enrollments', where: { kind: ['view'] } },
    dimension,
  ),
  refused(
    'progress filtered by assessment',
    { analysis: 'learner_progress', user: 'u1', where: { assessment: ['a1'] } },
    dimension,
  ),
  refused(
    'steps filtered by kind',
    { analysis: 'learner_steps', user: 'u1', where: { kind: ['enrolled'] } },
    dimension,
  ),
  refused('a filter by nothing known', { ...funnel, where: { colour: ['red'] } }, dimension),
];
