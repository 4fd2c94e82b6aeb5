import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LmsEvent, parseEvent } from '../../events/index.js';
import { dataColumns, envelopeColumns, eventColumns } from '../../facts/event-row.js';
import { plainEventsSelect } from './plain-events.js';

const limits = { latest: Date.parse('2026-03-02T00:00:00Z'), defaultTenant: 'home' };
const columns = Object.keys(eventColumns) as (keyof typeof eventColumns)[];

let instance: DuckDBInstance;

beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:');
});
afterAll(() => instance.closeSync());

/** What SQL makes of each text: null where it leaves the text to the validator. */
async function readPlain(texts: readonly string[]): Promise<(unknown[] | null)[]> {
  const connection = await instance.connect();
  await connection.run('CREATE OR REPLACE TEMP TABLE incoming (seq INTEGER, text VARCHAR)');
  const appender = await connection.createAppender('incoming');
  for (const [seq, text] of texts.entries()) {
    appender.appendInteger(seq);
    appender.appendVarchar(text);
    appender.endRow();
  }
  appender.closeSync();
  const result = await connection.runAndReadAll(
    `SELECT plain, ${columns.join(', ')} FROM (${plainEventsSelect({ keepsPersonalData: true })}) ORDER BY seq`,
    [BigInt(limits.latest), limits.defaultTenant],
  );
  connection.closeSync();
  return result.getRows().map(([plain, ...values]) => (plain === true ? values.map(comparable) : null));
}

function comparable(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : (value ?? null);
}

function validated(event: LmsEvent): unknown[] {
  const readers: Record<string, { read: (data: never) => unknown }> = dataColumns[event.type];
  return columns.map((column) => {
    const envelope = (envelopeColumns as Partial<Record<string, (event: LmsEvent) => unknown>>)[column];
    return comparable(envelope ? envelope(event) : readers[column]?.read(event.data as never));
  });
}

const base = {
  activity: {
    userId: 'u1',
    courseId: 'c1',
    kind: 'video',
    moduleId: 'm1',
    objectId: 'o1',
    count: 3,
    durationSeconds: 1.5,
  },
  module: { userId: 'u1', courseId: 'c1', moduleId: 'm1', durationSeconds: 60 },
  enrolled: { userId: 'u1', courseId: 'c1', mode: 'audit' },
};
const event = (data: unknown, type = 'ActivityRecorded') =>
  JSON.stringify({ id: 'e1', type, occurredAt: '2026-03-01T09:30:00Z', data });

describe('reading plain events in SQL', () => {
  it('reads the plain form of every type that has one', async () => {
    const texts = [
      event(base.activity),
      event({ userId: 'u1', courseId: 'c1', kind: 'video' }),
      event(base.module, 'ModuleCompleted'),
      event(base.enrolled, 'UserEnrolled'),
      event({ userId: 'u', courseId: 'c', reason: '' }, 'UserUnenrolled'),
      event({ attemptId: 'a', userId: 'u', courseId: 'c', assessmentId: 's' }, 'AssessmentStarted'),
      event({ courseId: 'c', title: 'Höhere Mathematik 😀' }, 'CourseCreated'),
    ];
    expect((await readPlain(texts)).every((row) => row !== null)).toBe(true);
  });

  it('leaves what is unusual to the validator', async () => {
    const texts = [
      event(base.activity).replace('{"userId"', '{ "userId"'),
      event({ ...base.activity, further: 1 }),
      event(base.activity).replace('"count":3', '"count":3,"count":4'),
      event(base.activity).replace('"count":3', '"count":"3"'),
      event(base.activity).replace('"userId":"u1"', '"userId":12'),
      event(base.activity).replace('"count":3', '"count":3.0'),
      event(base.activity).replace('"count":3', '"count":0'),
      event({ ...base.activity, kind: 'x'.repeat(65) }),
      event({ ...base.activity, kind: '' }),
      event({ ...base.activity, moduleId: null }),
      event({ ...base.activity, userId: 'quote " here' }),
      event({ score: 1 }, 'AssessmentCompleted'),
      event({ userId: 'u1' }, 'UserDeleted'),
      event({ courseId: 'c1', userId: 'u1' }),
      `${event(base.activity)},`,
      event(base.activity).replace('}}', ',}}'),
      'not JSON',
      '[]',
      '{}',
      '',
    ];
    expect((await readPlain(texts)).filter((row) => row !== null)).toEqual([]);
  });

  it('holds to the verdict and the values of the validator, whatever is done to an event', async () => {
    const scalar = fc.oneof(
      fc.constantFrom(
        'u1',
        '',
        'é😀',
        '12',
        'true',
        'x'.repeat(200),
        'x'.repeat(201),
        'a\\b',
        'a"b',
        '\u0001',
        '~',
        ' ',
      ),
      fc.constantFrom(0, 1, 3, -1, 1.5, 0.0005, 12.125, 1e9, 1e9 + 1, 1e21, null, true, [], {}),
    );
    const member = fc.constantFrom(
      ...[
        'userId',
        'courseId',
        'moduleId',
        'kind',
        'count',
        'durationSeconds',
        'objectId',
        'mode',
        'attemptId',
        'title',
      ],
      ...['assessmentId', 'name', 'further', 'attributes'],
    );
    const time = fc.constantFrom(
      ...['2026-03-01T09:30:00Z', '2026-03-01T09:30:00.125Z', '2026-03-01T09:30:00.1Z', '2026-02-30T09:30:00Z'],
      ...['2026-03-01T24:00:00Z', '2026-03-01T09:30:60Z', '2026-03-01T09:30:00+01:00', '1979-12-31T23:59:59Z'],
      ...['2026-03-02T00:00:00Z', '2026-03-02T00:00:01Z', '2026-03-01 09:30:00Z', '', '2026-03-01'],
    );
    const typed = [
      ['ActivityRecorded', base.activity],
      ['ModuleCompleted', base.module],
      ['UserEnrolled', base.enrolled],
    ] as const;
    const anyType = fc.tuple(
      fc.constantFrom(...Object.keys(dataColumns), 'Other'),
      fc.constantFrom(...Object.values(base)),
    );
    const edit = fc.record({
      at: fc.nat(),
      remove: fc.integer({ min: 0, max: 3 }),
      insert: fc.constantFrom('', '"', ',', ' ', '}', '{', '\\', '1', 'é', ':'),
    });
    const anEvent = fc.record({
      id: fc.oneof({ weight: 4, arbitrary: fc.constant('e1') }, fc.constantFrom('', 'é'.repeat(400), 'x'.repeat(401))),
      occurredAt: fc.oneof({ weight: 4, arbitrary: fc.constant('2026-03-01T09:30:00.125Z') }, time),
      tenantId: fc.option(fc.constantFrom('t1', 'no tenant', 'x'.repeat(65)), { nil: undefined, freq: 4 }),
      typed: fc.oneof({ weight: 6, arbitrary: fc.constantFrom<readonly [string, object]>(...typed) }, anyType),
      changes: fc.dictionary(member, scalar, { maxKeys: 2 }),
      edits: fc.array(edit, { maxLength: 1 }),
    });
    let plain = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(anEvent, { minLength: 50, maxLength: 200 }), async (events) => {
        const texts = events.map(({ typed: [type, data], changes, edits, ...envelope }) => {
          const text = JSON.stringify({ ...envelope, type, data: { ...data, ...changes } });
          return edits
            .reduce((edited, { at, remove, insert }) => {
              const place = at % edited.length;
              return edited.slice(0, place) + insert + edited.slice(place + remove);
            }, text)
            .replaceAll('\0', '');
        });
        for (const [index, row] of (await readPlain(texts)).entries()) {
          if (row === null) continue;
          plain++;
          const parsed = parseEvent(texts[index]!, limits);
          expect({ text: texts[index], kind: parsed.kind }).toEqual({ text: texts[index], kind: 'event' });
          if (parsed.kind === 'event') expect(row).toEqual(validated(parsed.event));
        }
      }),
      { numRuns: 60 },
    );
    expect(plain).toBeGreaterThan(200);
  });
});
