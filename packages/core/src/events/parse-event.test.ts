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

  it.each([
    ['half of a pair of surrogates, escaped', String.raw`"\ud800"`],
    ['half of a pair of surrogates as it is', '"\ud800"'],
    ['U+0000', String.raw`"a\u0000"`],
    ['a large exponent', '-1E+309'],
    ['many digits', `1${'0'.repeat(308)}e1`],
    ['many digits and an exponent of two', `9${'9'.repeat(215)}e99`],
  ])('has no value that no store can hold: %s', (_, value) => {
    const json = `{"id":"e1","type":"UserDeleted","occurredAt":"${good.occurredAt}","data":{"userId":"u1","more":[${value}]}}`;
    const parsed = parseEvent(json, limits);
    expect(parsed.kind === 'rejected' && parsed.problems.map(({ pointer }) => pointer)).toEqual(['/data/more/0']);
  });

  it.each([
    ['a pair of surrogates, escaped', String.raw`"\ud83d\ude00"`],
    ['a number of many digits', '1'.repeat(300)],
    ['a small number', '1e-999'],
    ['an exponent in a text', '"1e999"'],
  ])('may have what only looks as if: %s', (_, value) => {
    const json = `{"id":"e1","type":"UserDeleted","occurredAt":"${good.occurredAt}","data":{"userId":"u1","more":[${value}]}}`;
    expect(parseEvent(json, limits).kind).toBe('event');
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
