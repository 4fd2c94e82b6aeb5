import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { AnalyticsError } from '../errors.js';
import { parseEvent } from '../events/index.js';
import { generateSampleTerm, type SampleEvent, type SampleTermOptions } from './index.js';

const STARTS_AT = new Date('2025-09-01T00:00:00Z');
const DAY_MS = 86_400_000;

const linesOf = (options?: SampleTermOptions) =>
  Array.from(generateSampleTerm(options), (event) => JSON.stringify(event));

describe('generateSampleTerm', () => {
  it('gives the same bytes on every machine', () => {
    // Changes with any change of the term: look at the events, then put the new digest here.
    const digest = createHash('sha256')
      .update(linesOf({ learners: 30 }).join('\n'))
      .digest('hex');
    expect(digest).toBe('ca081c72b8db4be23c48b967960469beff710cc0b7703c2103fac962d6984fb3');
  });

  it('gives another term for another seed', () => {
    expect(linesOf({ learners: 5, seed: 2 })).not.toEqual(linesOf({ learners: 5, seed: 1 }));
    expect(linesOf({ learners: 5, seed: 1 + 2 ** 32 })).not.toEqual(linesOf({ learners: 5, seed: 1 }));
  });

  it('gives learners, attempts and events ids of their own where there is a prefix, and changes nothing else', () => {
    const [plain, prefixed] = [linesOf({ learners: 5 }), linesOf({ learners: 5, prefix: 'autumn.' })];
    expect(prefixed.map((line) => line.replaceAll('autumn.', ''))).toEqual(plain);
    const named = prefixed.flatMap((line) => [...line.matchAll(/"(id|userId|attemptId|email)":"(.{7})/g)]);
    expect(new Set(named.map(([, , start]) => start))).toEqual(new Set(['autumn.']));
    expect(new Set(named.map(([, name]) => name))).toEqual(new Set(['id', 'userId', 'attemptId', 'email']));
    expect(prefixed.join()).toContain('"courseId":"writing-101"');
  });

  it('gives a learner the same term whatever the number of learners', () => {
    const numbers = /learner-0000[1-5]\b|course-/;
    const few = linesOf({ learners: 5 }).filter((line) => numbers.test(line));
    // So many that the term is made in more and shorter spans.
    const many = linesOf({ learners: 6000, until: '2025-09-08' }).filter((line) => numbers.test(line));
    expect(many.length).toBeGreaterThan(100);
    expect(few.slice(0, many.length)).toEqual(many);
  });

  it('gives only the courses where there are no learners', () => {
    const types = Array.from(generateSampleTerm({ learners: 0 }), ({ type }) => type);
    expect(new Set(types)).toEqual(new Set(['CourseCreated', 'CoursePublished']));
  });

  it('makes events that are valid, with a unique id, the members in the order of the envelope', () => {
    const ids = new Set<string>();
    let count = 0;
    for (const event of generateSampleTerm({ learners: 100 })) {
      const parsed = parseEvent(JSON.stringify(event), { latest: Number.POSITIVE_INFINITY, defaultTenant: 'default' });
      if (parsed.kind !== 'event') expect.fail(`${JSON.stringify(event)}: ${JSON.stringify(parsed)}`);
      if (Object.keys(event).join() !== 'id,type,occurredAt,data') expect.fail(JSON.stringify(event));
      if (!/^[a-z0-9-]+$/.test(event.id)) expect.fail(event.id);
      ids.add(event.id);
      count++;
    }
    expect(ids.size).toBe(count);
  });

  it('gives the events in the order in which they occur', () => {
    const times = Array.from(generateSampleTerm({ learners: 50 }), ({ occurredAt }) => occurredAt);
    expect(times).toEqual(times.toSorted());
  });

  it('draws only what is asked for: the first events of a million learners come at once', () => {
    const term = generateSampleTerm({ learners: 1_000_000 });
    const types = Array.from({ length: 12 }, () => (term.next().value as SampleEvent).type);
    expect(types.filter((type) => type === 'CoursePublished')).toHaveLength(6);
  });

  it('stays between 90 days before and 18 weeks after the start, also for a start in the middle of a week', () => {
    for (const startsAt of [STARTS_AT, new Date('2025-09-07T23:59:59Z')]) {
      const times = Array.from(generateSampleTerm({ startsAt, learners: 300 }), ({ occurredAt }) =>
        Date.parse(occurredAt),
      );
      expect(times.reduce((a, b) => Math.min(a, b))).toBeGreaterThanOrEqual(startsAt.getTime() - 90 * DAY_MS);
      expect(times.reduce((a, b) => Math.max(a, b))).toBeLessThanOrEqual(startsAt.getTime() + 126 * DAY_MS);
    }
  });

  it('begins the term on the Monday of the week that startsAt is in', () => {
    const monday = linesOf({ learners: 2, startsAt: '2026-09-07' });
    expect(linesOf({ learners: 2, startsAt: '2026-09-13T23:59:59Z' })).toEqual(monday);
    expect(linesOf({ learners: 2, startsAt: '2026-09-14T00:30:00+02:00' })).toEqual(monday);
    expect(linesOf({ learners: 2, startsAt: '2026-09-14' })).not.toEqual(monday);
    expect(monday.join()).toContain('"startsAt":"2026-09-07T00:00:00Z"');
  });

  it('leaves out the events after until and changes no other', () => {
    const all = Array.from(generateSampleTerm({ learners: 20 }));
    const someTime = all.find(({ type }) => type === 'ModuleCompleted')!.occurredAt;
    for (const until of ['2025-10-20T12:00:00Z', someTime, '2025-01-01']) {
      const expected = all.filter(({ occurredAt }) => Date.parse(occurredAt) <= Date.parse(until));
      expect(Array.from(generateSampleTerm({ learners: 20, until: new Date(until) }))).toEqual(expected);
    }
  });

  it.each<[string, SampleTermOptions]>([
    ['learners', { learners: -1 }],
    ['learners', { learners: 2.5 }],
    ['seed', { seed: Number.NaN }],
    ['startsAt', { startsAt: '2026-09-07T00:00:00' }],
    ['startsAt', { startsAt: 'next week' }],
    ['until', { until: new Date(Number.NaN) }],
    ['late', { late: 1.5 }],
    ['late', { late: Number.NaN }],
    ['duplicates', { duplicates: -0.1 }],
    ['regrades', { regrades: 5 }],
    ['outOfOrder', { outOfOrder: 0.6, late: 0.5 }],
  ])('refuses an unusable option at once: %s %o', (option, options) => {
    try {
      generateSampleTerm(options);
    } catch (error) {
      expect(error).toBeInstanceOf(AnalyticsError);
      expect(error).toMatchObject({ code: 'invalid_configuration', details: { option } });
      return;
    }
    expect.fail('was accepted');
  });
});
