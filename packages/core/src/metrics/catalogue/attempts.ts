import { type Metric, mean, measured, ratio } from '../define-metric.js';
import { count, sum } from '../measure.js';

const MILLIONTHS = 1_000_000n;

const started = count('attempts', { at: 'started_at' });
const passedKnown = { column: 'passed', known: true } as const;
const isPassed = { column: 'passed', is: true } as const;
const isFirst = { column: 'is_first', is: true } as const;

/** Metrics of attempts at assessments. */
export const attemptMetrics: readonly Metric[] = [
  {
    id: 'attempts_started',
    title: 'Attempts started',
    unit: 'count',
    description: 'Attempts that began in the period.',
    formula: measured(started),
  },
  {
    id: 'attempts_completed',
    title: 'Attempts completed',
    unit: 'count',
    description: 'Attempts that were completed in the period.',
    formula: measured(count('attempts', { at: 'completed_at' })),
  },
  {
    id: 'abandonment_rate',
    title: 'Abandonment rate',
    unit: 'ratio',
    description: 'Of the attempts that began in the period, the share that is not completed.',
    formula: ratio(count('attempts', { at: 'started_at', where: [{ column: 'completed_at', known: false }] }), started),
  },
  {
    id: 'average_score',
    title: 'Average score',
    unit: 'percent',
    description: 'The mean score of the attempts completed in the period that have one, in percent of their maximum.',
    formula: mean(
      sum('attempts', 'score_percent', { at: 'completed_at' }),
      count('attempts', { at: 'completed_at', where: [{ column: 'score_percent', known: true }] }),
      MILLIONTHS,
    ),
  },
  {
    id: 'pass_rate',
    title: 'Pass rate',
    unit: 'ratio',
    description: 'Of the attempts completed in the period whose outcome is known, the share that passed.',
    formula: ratio(
      count('attempts', { at: 'completed_at', where: [isPassed] }),
      count('attempts', { at: 'completed_at', where: [passedKnown] }),
    ),
  },
  {
    id: 'first_attempt_pass_rate',
    title: 'First attempt pass rate',
    unit: 'ratio',
    description: "As the pass rate, over each learner's first completed attempt of an assessment.",
    formula: ratio(
      count('attempts', { at: 'completed_at', where: [isFirst, isPassed] }),
      count('attempts', { at: 'completed_at', where: [isFirst, passedKnown] }),
    ),
  },
];
