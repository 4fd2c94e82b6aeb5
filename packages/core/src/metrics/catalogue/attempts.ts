import { defineMetric, type Metric } from '../define-metric.js';
import { mean, measured, median, quantile, ratio, standardDeviation } from '../formula.js';
import { count } from '../measure.js';

const completed = { at: 'completed_at' } as const;
const started = count('attempts', { at: 'started_at' });
const passedKnown = { column: 'passed', known: true } as const;
const isPassed = { column: 'passed', is: true } as const;
const isFirst = { column: 'is_first', is: true } as const;

/** Metrics of attempts at assessments. */
export const attemptMetrics: readonly Metric[] = [
  defineMetric({
    id: 'attempts_started',
    title: 'Attempts started',
    unit: 'count',
    description: 'Attempts that began in the period.',
    formula: measured(started),
  }),
  defineMetric({
    id: 'attempts_completed',
    title: 'Attempts completed',
    unit: 'count',
    description: 'Attempts that were completed in the period.',
    formula: measured(count('attempts', completed)),
  }),
  defineMetric({
    id: 'abandonment_rate',
    title: 'Abandonment rate',
    unit: 'ratio',
    description: 'Of the attempts that began in the period, the share that is not completed.',
    formula: ratio(count('attempts', { at: 'started_at', where: [{ column: 'completed_at', known: false }] }), started),
  }),
  defineMetric({
    id: 'average_score',
    title: 'Average score',
    unit: 'percent',
    description: 'The mean score of the attempts completed in the period that have one, in percent of their maximum.',
    formula: mean('attempts', 'score_percent', completed),
    choosesAttempts: true,
  }),
  defineMetric({
    id: 'median_score',
    title: 'Median score',
    unit: 'percent',
    description: 'The median score of the attempts completed in the period that have one.',
    formula: median('attempts', 'score_percent', completed),
    choosesAttempts: true,
  }),
  defineMetric({
    id: 'p90_score',
    title: 'Score, 90th percentile',
    unit: 'percent',
    description: 'The score that 90 % of the attempts completed in the period do not exceed.',
    formula: quantile('attempts', 'score_percent', { ...completed, share: [9, 10] }),
    choosesAttempts: true,
  }),
  defineMetric({
    id: 'score_stddev',
    title: 'Standard deviation of scores',
    unit: 'percent',
    description: 'The sample standard deviation of the scores of the attempts completed in the period.',
    formula: standardDeviation('attempts', 'score_percent', completed),
    choosesAttempts: true,
  }),
  defineMetric({
    id: 'pass_rate',
    title: 'Pass rate',
    unit: 'ratio',
    description: 'Of the attempts completed in the period whose outcome is known, the share that passed.',
    formula: ratio(
      count('attempts', { ...completed, where: [isPassed] }),
      count('attempts', { ...completed, where: [passedKnown] }),
    ),
    choosesAttempts: true,
  }),
  defineMetric({
    id: 'first_attempt_pass_rate',
    title: 'First attempt pass rate',
    unit: 'ratio',
    description: "As the pass rate, over each learner's first completed attempt of an assessment.",
    formula: ratio(
      count('attempts', { ...completed, where: [isFirst, isPassed] }),
      count('attempts', { ...completed, where: [isFirst, passedKnown] }),
    ),
  }),
  defineMetric({
    id: 'median_attempt_seconds',
    title: 'Median attempt time',
    unit: 'seconds',
    description: 'The median time of the attempts completed in the period: as stated, else from start to completion.',
    formula: median('attempts', 'duration', completed),
  }),
];
