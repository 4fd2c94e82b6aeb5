import { type Metric, measured } from '../define-metric.js';
import { count, countDistinct, sum } from '../measure.js';

const MILLISECONDS = 1000n;

/** Metrics of learners and of what they do. */
export const activityMetrics: readonly Metric[] = [
  {
    id: 'new_learners',
    title: 'New learners',
    unit: 'count',
    description: 'Learners created in the period.',
    formula: measured(count('learners', { at: 'created_at' })),
  },
  {
    id: 'active_learners',
    title: 'Active learners',
    unit: 'count',
    description: 'Different learners with activity in the period.',
    formula: measured(countDistinct('activities', 'user_id', { at: 'occurred_at' })),
  },
  {
    id: 'activities',
    title: 'Activities',
    unit: 'count',
    description: 'Module completions, attempts started and completed, and recorded activities in the period.',
    formula: measured(sum('activities', 'count', { at: 'occurred_at' })),
  },
  {
    id: 'learning_time',
    title: 'Learning time',
    unit: 'seconds',
    description: 'The time stated by the activity in the period.',
    formula: measured(sum('activities', 'duration_ms', { at: 'occurred_at' }), MILLISECONDS),
  },
];
