import { defineMetric, type Metric } from '../define-metric.js';
import { measured, ratio } from '../formula.js';
import { count, countAtEnd, fractionsAtEnd } from '../measure.js';

/** Metrics of the modules of courses. */
export const moduleMetrics: readonly Metric[] = [
  defineMetric({
    id: 'module_completions',
    title: 'Module completions',
    unit: 'count',
    description: 'Modules that learners completed in the period.',
    formula: measured(count('module_completions', { at: 'completed_at' })),
  }),
  defineMetric({
    id: 'average_progress',
    title: 'Average progress',
    unit: 'ratio',
    description:
      'Over the current enrollments in courses with modules: the mean share of the modules that is completed.',
    formula: ratio(fractionsAtEnd('progress_spans', 'modules'), countAtEnd('modular_enrollment_spans')),
  }),
];
