import { describe, expect, it } from 'vitest';
import { nearestName, unknownName } from './unknown-name.js';

const known = ['enrollments', 'completion_rate', 'course-performance'];

describe('an unknown name', () => {
  it('is told the one that it was most likely meant to be', () => {
    expect(nearestName('enrolments', known)).toBe('enrollments');
    expect(nearestName('Completion rate', known)).toBe('completion_rate');
    expect(nearestName('course_performance', known)).toBe('course-performance');
  });

  it('is told one of which two neighbouring letters changed places, however short it is', () => {
    expect(nearestName('cvs', ['table', 'csv'])).toBe('csv');
    expect(nearestName('lsit', ['show', 'list'])).toBe('list');
    expect(nearestName('vcs', ['csv'])).toBeUndefined();
    expect(nearestName('lise', ['list'])).toBe('list');
    expect(nearestName('lst', ['csv'])).toBeUndefined();
  });

  it('is told the one that it is a word of, where there is no other', () => {
    expect(nearestName('paris', ['Europe/London', 'Europe/Paris'])).toBe('Europe/Paris');
    expect(nearestName('funnel', ['module_funnel', 'retention'])).toBe('module_funnel');
    expect(nearestName('score', ['average_score', 'median_score'])).toBeUndefined();
  });

  it('is told none that is far from it', () => {
    expect(nearestName('fun', known)).toBeUndefined();
    expect(nearestName('fun', [])).toBeUndefined();
  });

  it('names the value, the suggestion and every choice, for people and programs', () => {
    const error = unknownName('unknown_metric', { what: 'metric', id: 'enrolments', known });
    expect(error.message).toBe(
      'there is no metric "enrolments"; did you mean enrollments? there are enrollments, completion_rate, course-performance',
    );
    expect(error.details).toEqual({ metric: 'enrolments', known, suggestion: 'enrollments' });
  });
});
