import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Analytics, createAnalytics } from './analytics.js';
import type { EventLine } from './events/event-line.js';
import { read } from './events/testing/read-input.js';
import { generateSampleTerm } from './sample-term/index.js';
import { openDuckDBStore } from './stores/duckdb/index.js';

const startsAt = '2025-09-01T00:00:00Z';
const lastAll = { report: 'course-performance', last: 'all' } as const;

let analytics: Analytics;

beforeEach(async () => {
  analytics = createAnalytics({ store: await openDuckDBStore({ path: ':memory:' }) });
});
afterEach(() => analytics.close());

describe('ingest', () => {
  it('takes batches that are longer than a chunk, plain events mixed with others, without losing one', async () => {
    const events = [...generateSampleTerm({ learners: 60, startsAt })];
    expect(events.length).toBeGreaterThan(10_000);
    const whole = await analytics.ingest(events);
    expect(whole).toEqual({
      accepted: events.length,
      duplicates: 0,
      skipped: 0,
      skippedTypes: [],
      blocked: 0,
      rejected: [],
    });
    const { rows } = await analytics.report(lastAll);

    const inParts = createAnalytics({ store: await openDuckDBStore({ path: ':memory:' }) });
    await inParts.ingest(events.toReversed(), { batchSize: 997 });
    expect((await inParts.report(lastAll)).rows).toEqual(rows); // the period may end a quarter hour later by now
    await inParts.close();
  });

  it('names the place of a rejected event in a long batch', async () => {
    const events: unknown[] = [...generateSampleTerm({ learners: 20, startsAt })];
    events.splice(4000, 0, { id: 'wrong', type: 'UserDeleted', occurredAt: '2025-09-01T00:00:00Z', data: {} });
    const { rejected } = await analytics.ingest(events);
    expect(rejected.map(({ position, id }) => ({ position, id }))).toEqual([{ position: 4000, id: 'wrong' }]);
  });

  it('takes what a source gave before it failed', async () => {
    const [first, second] = [...generateSampleTerm({ learners: 1, startsAt })];
    const source = function* () {
      yield first;
      yield second;
      throw new Error('the line broke');
    };
    await expect(analytics.ingest(source())).rejects.toThrow('the line broke');
    expect(await analytics.ingest([first, second])).toMatchObject({ accepted: 0, duplicates: 2 });
  });

  it('refuses a default tenant that no event could name', async () => {
    for (const tenantId of ['no tenant', '', null, 5]) {
      const ingesting = analytics.ingest([], { tenantId: tenantId as string });
      await expect(ingesting).rejects.toMatchObject({ code: 'invalid_input' });
    }
  });

  it('refuses a size of batches that is none, and takes the least that there is', async () => {
    for (const batchSize of [0, -1, 1.5, Number.NaN, Infinity, '10' as unknown as number, null as unknown as number]) {
      await expect(analytics.ingest([], { batchSize })).rejects.toMatchObject({
        code: 'invalid_input',
        message: `batchSize must be a whole number from 1, not ${batchSize}; leave it out for batches that suit the store`,
      });
    }
    const events = [...generateSampleTerm({ learners: 1, startsAt })].slice(0, 3);
    expect(await analytics.ingest(events, { batchSize: 1 })).toMatchObject({ accepted: 3 });
  });

  it('refuses what is no list of events', async () => {
    for (const events of ['[]', Buffer.from('[]'), 5, null, undefined, { id: 'e1' }]) {
      const ingesting = analytics.ingest(events as never);
      await expect(ingesting).rejects.toMatchObject({ code: 'invalid_input' });
    }
  });
});

describe('the lines of an input', () => {
  const enrolled = (id: string, more = '') =>
    `{"id":"${id}","type":"UserEnrolled","occurredAt":"2025-09-01T00:00:00Z","data":{"userId":"u","courseId":"c"}${more}}`;

  it('are events, and a rejected one has its line with it', async () => {
    const surrogate: EventLine = { kind: 'line', text: '"\ud800"', file: 'f', line: 9 };
    const { accepted, rejected } = await analytics.ingest([
      ...(await read(
        Buffer.concat([
          Buffer.from(`${enrolled('e1')}\n{"id":"e2"}\n`),
          Buffer.from([0x22, 0xff, 0x22, 0x0a]),
          Buffer.from(enrolled('e3')),
        ]),
      )),
      surrogate,
      enrolled('e4'),
    ]);
    expect(accepted).toBe(3);
    expect(rejected).toMatchObject([
      { position: 1, id: 'e2', line: { file: 'f', line: 2, text: '{"id":"e2"}' } },
      {
        position: 2,
        problems: [{ pointer: '', message: 'must be UTF-8; byte 2 of it, 0xff, is not' }],
        line: { line: 3, unreadable: { base64: 'Iv8i' } },
      },
      {
        position: 4,
        problems: [{ pointer: '', message: 'must be a text of whole characters; it has a lone surrogate' }],
        line: surrogate,
      },
    ]);
  });

  it('are told from events with members of the same names', async () => {
    const event = { ...JSON.parse(enrolled('e1')), kind: 'line', text: 'a', file: 'f', line: 'one' };
    expect(await analytics.ingest([event, { ...event, id: 'e2', file: 1 }])).toMatchObject({ accepted: 2 });
  });
});

describe('an event of any kind', () => {
  const good = {
    id: 'e1',
    type: 'UserEnrolled',
    occurredAt: '2025-09-01T00:00:00Z',
    data: { userId: 'u', courseId: 'c' },
  };
  const cyclic: Record<string, unknown> = { ...good };
  cyclic['self'] = cyclic;
  let deep: object = {};
  for (let depth = 0; depth < 50_000; depth++) deep = { deep };
  const throwing = (error: unknown) => ({
    ...good,
    get more() {
      throw error;
    },
  });
  const text = JSON.stringify(good);
  const wrong: Readonly<Record<string, readonly [given: unknown, message: RegExp]>> = {
    undefined: [undefined, /^must be an object or its JSON text; it is undefined$/],
    'a function': [() => good, /it is of the kind function$/],
    'a symbol': [Symbol('e1'), /it is of the kind symbol$/],
    'a BigInt': [1n, /BigInt/],
    'a BigInt within': [{ ...good, count: 1n }, /BigInt/],
    'a circle': [cyclic, /circular/],
    'a depth of 50,000': [{ ...good, deep }, /call stack/],
    'a getter that throws': [throwing(new Error('no')), /^must be an object that can be written as JSON: no$/],
    'a getter that throws a text': [throwing('no'), /it cannot be read$/],
    'toJSON that throws': [{ toJSON: () => throwing(new Error('no')).more }, /: no$/],
    'toJSON of nothing': [{ toJSON: () => undefined }, /it is an object that writes itself as nothing$/],
    bytes: [Buffer.from(text), /it is bytes, to be decoded first$/],
    'a date': [new Date(0), /^must be a JSON object; it is "1970-01-01T00:00:00.000Z"$/],
    'a lone surrogate in its text': [text.replace('"u"', '"\ud800"'), /it has a lone surrogate$/],
    'a null character after its text': [`${text}\0`, /^must be JSON; character 107 is "\\u0000", /],
  };
  for (const [name, [given, message]] of Object.entries(wrong)) {
    it(`is rejected, not thrown: ${name}`, async () => {
      const { accepted, rejected } = await analytics.ingest([given, { ...good, kind: 'line' }]);
      expect(accepted).toBe(1);
      expect(rejected).toMatchObject([{ position: 0, problems: [{ pointer: '' }] }]);
      expect(rejected[0]!.problems[0]!.message).toMatch(message);
    });
  }

  it('is rejected where a number is none, which as JSON would be null, and so absent', async () => {
    const data = { ...good.data, kind: 'video', count: Number.NaN, 'a/b': [1, Number.POSITIVE_INFINITY] };
    const { rejected } = await analytics.ingest([{ ...good, type: 'ActivityRecorded', data }]);
    expect(rejected[0]!.problems).toEqual([
      { pointer: '/data/count', message: 'must be a number within the range of a double; it is NaN' },
      { pointer: '/data/a~1b/1', message: 'must be a number within the range of a double; it is Infinity' },
    ]);
  });

  it('may be one that writes itself', async () => {
    const { accepted } = await analytics.ingest([
      { toJSON: () => good },
      { ...good, id: 'e2', occurredAt: new Date('2025-09-01T00:00:00Z') },
      Object.assign(Object.create(null), { ...good, id: 'e3' }),
    ]);
    expect(accepted).toBe(3);
  });

  it('has few of its problems told, where it has many', async () => {
    const modules = Array.from({ length: 100_000 }, () => 1);
    const created = { ...good, type: 'CourseCreated', data: { courseId: 'c', modules } };
    const attributes = Object.fromEntries(modules.slice(0, 1000).map((_, index) => [`a${index}`, []]));
    const { rejected } = await analytics.ingest([
      created,
      { ...good, tenantId: '', data: { ...good.data, attributes } },
    ]);
    expect(rejected.map(({ problems }) => problems.length)).toEqual([20, 21]);
    expect(rejected[1]!.problems.at(-1)).toEqual({ pointer: '', message: 'has more problems than these 20' });
  });

  it('is not kept in memory once its batch is done', async () => {
    const lines = Array.from({ length: 60 }, (_, index) => `{"id":"e${index}"}`);
    const rejects: WeakRef<object>[] = [];
    for await (const { rejected } of analytics.ingestBatches(lines, { batchSize: 10 })) {
      rejects.push(new WeakRef(rejected[0]!.problems));
    }
    await sleep(0); // what this turn has seen through a WeakRef lives until it ends
    collectGarbage();
    expect(rejects.slice(0, 4).map((reject) => reject.deref())).toEqual(Array(4).fill(undefined));
  });
});

/** Collects garbage now, which Node offers only where it is told to. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
