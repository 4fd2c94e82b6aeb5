import { defineMetric, type Metric } from '../define-metric.js';
import { dailyShare, measured } from '../formula.js';
import { count, countDistinct, sum } from '../measure.js';

const inPeriod = { at: 'occurred_at' } as const;

/** Metrics of learners and of what they do. */
export const activityMetrics: readonly Metric[] = [
  defineMetric({
    id: 'new_learners',
    title: 'New learners',
    unit: 'count',
    description: 'Learners created in the period.',
    formula: measured(count('learners', { at: 'created_at' })),
  }),
  defineMetric({
    id: 'active_learners',
    title: 'Active learners',
    unit: 'count',
    description: 'Different learners with activity in the period.',
    formula: measured(countDistinct('activities', 'user_id', inPeriod)),
  }),
  defineMetric({
    id: 'activities',
    title: 'Activities',
    unit: 'count',
    description: 'Module completions, attempts started and completed, and recorded activities in the period.',
    formula: measured(sum('activities', 'count', inPeriod)),
  }),
  defineMetric({
    id: 'learning_time',
    title: 'Learning time',
    unit: 'seconds',
    description: 'The time stated by the activity in the period.',
    formula: measured(sum('activities', 'duration', inPeriod)),
  }),
  defineMetric({
    id: 'stickiness',
    title: 'Stickiness',
    unit: 'ratio',
    description: 'The share of the learners active in the period who are active on a day of it, on average.',
    formula: dailyShare('activities', 'user_id', inPeriod),
    families: ['C', 'L', 'E'],
    source: 'Daily active users ÷ monthly active users, for a period of any length.',
  }),
];
