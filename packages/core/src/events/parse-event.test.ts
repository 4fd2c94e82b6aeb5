import { describe, expect, it } from 'vitest';
import { parseEvent } from './parse-event.js';

const limits = { latest: Date.UTC(2027, 0, 1), defaultTenant: 'default' };
const good = { id: 'e1', type: 'UserCreated', occurredAt: '2026-03-01T09:30:00Z', data: { userId: 'ada' } };

function problemsOf(value: unknown): Record<string, string> {
  const parsed = parseEvent(JSON.stringify(value), limits);
  const problems = parsed.kind === 'rejected' ? parsed.problems : [];
  return Object.fromEntries(problems.map(({ pointer, message }) => [pointer, message]));
}

describe('an object that is no event', () => {
  it('is told where its events are, if it is a wrapping of some', () => {
    expect(problemsOf({ total: 1, records: [good] })['/type']).toBe(
      'is missing; if the events are in "records", give that list itself',
    );
  });

  it.each([
    { records: [] },
    { records: ['e1'] },
    { records: [null] },
    { data: [good] },
    { records: [good], data: {} },
    { records: [good], type: null },
  ])('is told that its type is missing, otherwise: %j', (value) => {
    expect(problemsOf(value)['/type']).toMatch(/^must be the text of an event type, such as UserEnrolled; it is /);
  });
});

describe('an event', () => {
  it('has names that a store can hold', () => {
    expect(problemsOf({ ...good, data: { ...good.data, more: { 'a\0': 1, '\ud800': 2 } } })).toEqual({
      '/data/more': expect.stringMatching(/^must not have a member named /),
    });
  });

  it('has attributes with names of at most 1000 characters', () => {
    const named = (length: number) => ({ ...good, data: { ...good.data, attributes: { ['𝒶'.repeat(length)]: 1 } } });
    expect(problemsOf(named(1000))).toEqual({});
    expect(Object.values(problemsOf(named(1001)))).toEqual(['must have a name of at most 1000 characters']);
  });

  it('of CloudEvents has an id that fits together with its source', () => {
    const cloud = (id: string, source: string) => ({
      ...{ specversion: '1.0', type: 'org.lms.UserCreated', time: good.occurredAt, data: good.data },
      ...{ id, source },
    });
    expect(problemsOf(cloud('e'.repeat(199), '/'.repeat(200)))).toEqual({});
    expect(problemsOf(cloud('e'.repeat(200), '/'.repeat(200)))).toEqual({
      '/id': 'must be at most 399 characters together with the source',
    });
  });
});
