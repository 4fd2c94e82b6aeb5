import { describe, expect, it } from 'vitest';
import { metrics } from '../metrics/catalogue/index.js';
import { measuresOf } from '../metrics/formula.js';
import { count, type Measure, sum } from '../metrics/measure.js';
import { isOfLearnerSets, rollupColumnOf } from './rollup-measures.js';

describe('rollups', () => {
  it('keep what every metric adds up', () => {
    const addUp = new Set(['count', 'sum', 'sum_of_squares']);
    const measures = metrics
      .flatMap(({ formula }) => measuresOf(formula))
      .filter(({ aggregate }) => addUp.has(aggregate));
    expect(measures.length).toBeGreaterThan(20);
    expect(measures.filter((measure) => rollupColumnOf(measure) === undefined)).toEqual([]);
  });

  it('answer these metrics as a whole', () => {
    const isKept = (measure: Measure) => rollupColumnOf(measure) !== undefined || isOfLearnerSets(measure);
    const whole = metrics.filter(({ formula }) => measuresOf(formula).every(isKept));
    expect(whole.map(({ id }) => id)).toEqual([
      ...['new_learners', 'active_learners', 'activities', 'learning_time', 'stickiness'],
      ...['enrollments', 'withdrawals', 'reenrollments', 'completions', 'average_final_score', 'current_enrollments'],
      ...['completion_rate', 'withdrawal_rate', 'module_completions'],
      ...['attempts_started', 'attempts_completed', 'abandonment_rate', 'average_score', 'score_stddev', 'pass_rate'],
      'first_attempt_pass_rate',
    ]);
  });

  it('tell measures apart by what they count, not by the order of conditions', () => {
    const passed = { column: 'passed', is: true } as const;
    const first = { column: 'is_first', is: true } as const;
    expect(rollupColumnOf(count('attempts', { at: 'completed_at', where: [first, passed] }))).toBe('first_passes');
    expect(rollupColumnOf(count('attempts', { at: 'completed_at', where: [passed, first] }))).toBe('first_passes');
    expect(rollupColumnOf(count('attempts', { at: 'started_at', where: [passed] }))).toBeUndefined();
    const videos = sum('activities', 'count', { at: 'occurred_at', where: [{ column: 'kind', is: 'video' }] });
    expect(rollupColumnOf(videos)).toBeUndefined();
  });
});
