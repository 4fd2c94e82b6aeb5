import { describe, expect, it } from 'vitest';
import { given, readFilters, readTable } from './read-question.js';

describe('filters', () => {
  it('are lists of values, an empty one is null', () => {
    expect(readFilters(['course=c1,c2', 'learner.region=', 'role=,tutor,'])).toEqual({
      course: ['c1', 'c2'],
      'learner.region': [null],
      role: [null, 'tutor', null],
    });
  });

  it('of one dimension add up', () => {
    expect(readFilters(['course=c1', 'course=c2,c3'])).toEqual({ course: ['c1', 'c2', 'c3'] });
  });

  it('may hold commas, backslashes and equals signs', () => {
    expect(readFilters(['course=a\\,b,c\\\\,d=e,f\\g'])).toEqual({ course: ['a,b', 'c\\', 'd=e', 'f\\g'] });
  });

  it('need a dimension', () => {
    expect(() => readFilters(['course'])).toThrow('--where course is not a filter');
    expect(() => readFilters(['=c1'])).toThrow('is not a filter');
  });
});

describe('an order', () => {
  it('is a column, and a direction where one is said', () => {
    const { orderBy } = readTable({ 'order-by': ['course', 'enrollments:desc', 'learner.a:b', 'learner.a:b:asc'] });
    expect(orderBy).toEqual([
      { column: 'course' },
      { column: 'enrollments', direction: 'desc' },
      { column: 'learner.a:b' },
      { column: 'learner.a:b', direction: 'asc' },
    ]);
  });
});

describe('a question', () => {
  it('has the members that were given alone', () => {
    expect(given({ course: 'c1', cohort: undefined, limit: 0 })).toEqual({ course: 'c1', limit: 0 });
    expect(readTable({})).toEqual({});
  });
});
