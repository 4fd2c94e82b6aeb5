import type { Metric } from '../define-metric.js';
import { activityMetrics } from './activity.js';
import { attemptMetrics } from './attempts.js';
import { enrollmentMetrics } from './enrollments.js';
import { moduleMetrics } from './modules.js';

/** Every metric of the toolkit, in the order of the catalogue. */
export const metrics: readonly Metric[] = [
  ...activityMetrics,
  ...enrollmentMetrics,
  ...moduleMetrics,
  ...attemptMetrics,
];
