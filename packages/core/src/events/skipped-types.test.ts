import { describe, expect, it } from 'vitest';
import { SkippedTypes } from './skipped-types.js';

function typesOf(given: Readonly<Record<string, number>>) {
  const skipped = new SkippedTypes();
  for (const [type, count] of Object.entries(given)) skipped.add(type, count);
  return skipped;
}

describe('the types of skipped events', () => {
  it('are counted by name, those of most events first', () => {
    const skipped = typesOf({ PageViewed: 2, LoggedIn: 1 });
    skipped.addAll(typesOf({ LoggedIn: 3 }).types);
    expect(skipped.types).toEqual([
      { type: 'LoggedIn', count: 4 },
      { type: 'PageViewed', count: 2 },
    ]);
    expect(skipped.total).toBe(6);
  });

  it('are told which event type they look like a slip of', () => {
    const slips = [
      'UserEnroled',
      'userenrolled',
      'user-enrolled',
      'ModuleComplete',
      'AssesmentStarted',
      'CuorseCreated',
    ];
    const suggestions = typesOf(Object.fromEntries(slips.map((type) => [type, 1]))).types;
    expect(suggestions.map(({ suggestion }) => suggestion)).toEqual([
      'UserEnrolled',
      'UserEnrolled',
      'UserEnrolled',
      'ModuleCompleted',
      'AssessmentStarted',
      'CourseCreated',
    ]);
  });

  it('are told nothing where they are other traffic of the same kind', () => {
    const others = [
      'CourseUpdated',
      'CourseDeleted',
      'UserUpdated',
      'UserLoggedIn',
      'AssessmentDeleted',
      'ModuleCreated',
    ];
    for (const type of typesOf(Object.fromEntries(others.map((name) => [name, 1]))).types) {
      expect(type).not.toHaveProperty('suggestion');
    }
  });

  it('are named up to a number and a length, and all counted', () => {
    const many = typesOf(Object.fromEntries(Array.from({ length: 1500 }, (_, index) => [`Type ${index}`, 1])));
    expect(many.types).toHaveLength(1000);
    expect(many.total).toBe(1500);
    expect(typesOf({ ['x'.repeat(101)]: 1 }).types).toEqual([{ type: `${'x'.repeat(100)}…`, count: 1 }]);
  });
});
