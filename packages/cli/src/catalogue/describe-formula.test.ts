import { count, createCatalogue, measured, quantile, standardDeviation, sum } from '@lms-analytics/core';
import { describe, expect, it } from 'vitest';
import { describeFormula } from './describe-formula.js';

const { metrics, metric } = createCatalogue();
const textOf = (id: string) => describeFormula(metric(id).formula);

describe('a formula in words', () => {
  it('names what is counted, when, and of which kind', () => {
    expect(textOf('enrollments')).toBe('enrollments by enrolled_at');
    expect(textOf('active_learners')).toBe('different user_id of activities by occurred_at');
    expect(textOf('learning_time')).toBe('sum of duration of activities by occurred_at');
    expect(textOf('abandonment_rate')).toBe(
      'attempts by started_at where completed_at is unknown ÷ attempts by started_at',
    );
    expect(textOf('average_score')).toBe('mean score_percent of attempts by completed_at');
    expect(textOf('current_enrollments')).toBe('enrollment spans at the end of the period');
  });

  it('says conditions of several values, and quantiles by their share', () => {
    const where = [{ column: 'kind', is: ['video', 'forum'] }] as const;
    expect(describeFormula(measured(count('activities', { at: 'occurred_at', where })))).toBe(
      'activities by occurred_at where kind is one of video, forum',
    );
    const completed = { at: 'completed_at' } as const;
    expect(describeFormula(quantile('attempts', 'duration', { ...completed, share: [9, 10] }))).toBe(
      '90th percentile of duration of attempts by completed_at',
    );
    expect(textOf('median_score')).toBe('median of score_percent of attempts by completed_at');
    expect(describeFormula(standardDeviation('attempts', 'score_percent', completed))).toMatch(
      /^standard deviation of /,
    );
    expect(describeFormula(measured(sum('activities', 'count', { at: 'occurred_at' })))).toMatch(/^sum of count of /);
  });

  it('can be had of every metric', () => {
    for (const { formula } of metrics) expect(describeFormula(formula)).toMatch(/ by | at the end/);
  });
});
