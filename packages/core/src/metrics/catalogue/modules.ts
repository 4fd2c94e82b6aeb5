import { type Metric, measured } from '../define-metric.js';
import { count } from '../measure.js';

/** Metrics of the modules of courses. */
export const moduleMetrics: readonly Metric[] = [
  {
    id: 'module_completions',
    title: 'Module completions',
    unit: 'count',
    description: 'Modules that learners completed in the period.',
    formula: measured(count('module_completions', { at: 'completed_at' })),
  },
];
