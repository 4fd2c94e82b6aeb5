import { Random } from '../../src/sample-term/random.js';
import { type ConformanceCase, march } from './conformance-case.js';
import { created, enrolled, moduleCompleted, recorded } from './events.js';

const at = '2026-03-02T10:00:00Z';
/** In the order of their code points. */
export const strangeIds = [
  '\tid',
  '\u001b[2J\u001b[H',
  ' ',
  '"; SELECT 1',
  '$1',
  '%s',
  "'; DROP TABLE raw_event; --",
  '+1',
  '-1',
  '../../etc/passwd',
  "=cmd|' /C calc'!A0",
  '@SUM(A1)',
  'NULL',
  '\\',
  '__proto__',
  'a\nb\r\nc',
  'constructor',
  'null',
  'x'.repeat(200),
  '{{7*7}}',
  '\u00a0',
  '\u202egnp.exe',
  '\uffff',
  '\u{1F600}'.repeat(200),
];
/** A name of so many characters, four bytes each, that no compression makes shorter; another one for each seed. */
export function longName(seed: number, length: number): string {
  const random = new Random(seed, 0);
  return String.fromCodePoint(...Array.from({ length }, () => random.whole(0x10000, 0x1fff0)));
}

const view = '"type":"ActivityRecorded","occurredAt":"2026-03-02T10:00:00Z"';
const data = '"userId":"u1","courseId":"c1","kind":"view"';
const counted = (id: string, more: Record<string, unknown> = {}) => recorded(id, at, 'u1', 'c1', 'view', more);

export const hostileCases: readonly ConformanceCase[] = [
  {
    name: 'ids are kept as they are, whatever a database, a spreadsheet or a terminal would make of them',
    events: strangeIds.map((id) => enrolled(id, at, id, id)),
    question: { metrics: ['enrollments'], by: ['course'], ...march },
    expected: { rows: strangeIds.map((course) => ({ course, enrollments: 1 })) },
  },
  {
    name: 'the longest ids are taken, of whatever characters they are',
    events: [
      enrolled(longName(1, 400), at, longName(2, 200), longName(3, 200)),
      moduleCompleted(longName(4, 400), at, longName(2, 200), longName(3, 200), longName(5, 200)),
    ],
    question: { metrics: ['enrollments', 'module_completions'], by: ['course'], ...march },
    expected: { rows: [{ course: longName(3, 200), enrollments: 1, module_completions: 1 }] },
  },
  {
    name: 'what is in the place of a name of a table is a value',
    events: [
      created('u1', at, 'ada', { role: "x' OR '1'='1", attributes: { "a'b": "'; DROP TABLE learner; --" } }),
      created('u2', at, 'bob', { role: 'x' }),
    ],
    question: { metrics: ['new_learners'], by: ["learner.a'b"], where: { role: ["x' OR '1'='1"] }, ...march },
    expected: { rows: [{ "learner.a'b": "'; DROP TABLE learner; --", new_learners: 1 }] },
  },
  {
    name: 'names that every JavaScript object knows are names like others',
    alone: true,
    events: [
      `{"id":"e1","type":"UserCreated","occurredAt":"${at}","data":{"userId":"ada","attributes":{"__proto__":"x","constructor":"y"}}}`,
      `{"id":"e2","type":"UserCreated","occurredAt":"${at}","data":{"userId":"bob"},"__proto__":{"tenantId":"other"}}`,
      `{"id":"e3","type":"UserCreated","occurredAt":"${at}","data":{"__proto__":{"userId":"eve"}}}`,
      `{"id":"e4","type":"constructor","occurredAt":"${at}","data":{}}`,
      `{"id":"e5","type":"__proto__","occurredAt":"${at}","data":{}}`,
      `{"__proto__":{"id":"e6"},"type":"UserCreated","occurredAt":"${at}","data":{"userId":"eve"}}`,
    ],
    plain: [
      created('e1', at, 'ada', { attributes: JSON.parse('{"__proto__":"x","constructor":"y"}') }),
      created('e2', at, 'bob'),
      { id: 'e4', type: 'constructor', occurredAt: at, data: {} },
      { id: 'e5', type: '__proto__', occurredAt: at, data: {} },
    ],
    question: { metrics: ['new_learners'], by: ['learner.__proto__', 'learner.constructor'], ...march },
    ingest: {
      accepted: 2,
      skipped: 2,
      rejected: [
        { position: 2, id: 'e3', pointers: ['/data/userId'] },
        { position: 5, pointers: ['/id'] },
      ],
    },
    expected: {
      rows: [
        { 'learner.__proto__': 'x', 'learner.constructor': 'y', new_learners: 1 },
        { 'learner.__proto__': null, 'learner.constructor': null, new_learners: 1 },
      ],
    },
  },
  {
    name: 'of members given twice the last counts, wherever they are',
    alone: true,
    events: [
      `{"id":"e1","id":"e2",${view},"data":{${data}}}`,
      `{"id":"e3","type":"Other",${view},"data":{${data}}}`,
      `{"id":"e4",${view},"data":{${data}},"type":"Other"}`,
      `{"id":"e5",${view},"data":{${data}},"data":{}}`,
      `{"id":"e6",${view},"data":{},"data":{${data},"userId":"u2"}}`,
      `{"id":"e2",${view},"data":{${data}}}`,
      `{"id":"e7",${view},"data":{${data}},"tenantId":"other","tenantId":null}`,
    ],
    plain: [
      counted('e2'),
      counted('e3'),
      { ...counted('e4'), type: 'Other' },
      recorded('e6', at, 'u2', 'c1', 'view'),
      counted('e2'),
      counted('e7'),
    ],
    question: { metrics: ['activities', 'active_learners'], ...march },
    ingest: {
      accepted: 4,
      duplicates: 1,
      skipped: 1,
      rejected: [{ position: 3, id: 'e5', pointers: ['/data/courseId', '/data/kind', '/data/userId'] }],
    },
    expected: { rows: [{ activities: 4, active_learners: 2 }] },
  },
  {
    name: 'what is not looked at may be of any depth',
    alone: true,
    events: [
      `{"id":"e1",${view},"data":{${data},"more":${'['.repeat(50_000)}${']'.repeat(50_000)}}}`,
      `{"id":"e2",${view},"data":{${data}},"more":${'{"a":'.repeat(30_000)}1e999${'}'.repeat(30_000)}}`,
      `{"id":"e3",${view},"data":{${data}},"more":${'[{"a":'.repeat(20_000)}`,
      `{"id":"e4",${view},"data":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
    ],
    plain: [counted('e1')],
    question: { metrics: ['activities'], ...march },
    ingest: {
      accepted: 1,
      rejected: [{ position: 1, id: 'e2' }, { position: 2 }, { position: 3, id: 'e4', pointers: ['/data'] }],
    },
    expected: { rows: [{ activities: 1 }] },
  },
  {
    name: 'a number is its double, however it is written',
    alone: true,
    events: [
      `{"id":"e1",${view},"data":{${data},"count":1.0,"durationSeconds":-0}}`,
      `{"id":"e2",${view},"data":{${data},"count":1e1,"durationSeconds":1e-400}}`,
      `{"id":"e3",${view},"data":{${data},"count":1000000000.0000000001,"durationSeconds":0.00149999999999999999999999999}}`,
      `{"id":"e4",${view},"data":{${data},"count":9007199254740993}}`,
      `{"id":"e5",${view},"data":{${data},"durationSeconds":-1e-300}}`,
      `{"id":"e6",${view},"data":{${data},"durationSeconds":1e400}}`,
      `{"id":"e7",${view},"data":{${data},"count":"1"}}`,
      `{"id":"e8",${view},"data":{${data},"count":NaN}}`,
      `{"id":"e9",${view},"data":{${data},"count":01}}`,
    ],
    plain: [
      counted('e1', { count: 1, durationSeconds: 0 }),
      counted('e2', { count: 10, durationSeconds: 0 }),
      counted('e3', { count: 1_000_000_000, durationSeconds: 0.0015 }),
    ],
    question: { metrics: ['activities', 'learning_time'], ...march },
    // The double of 0.00149999… is that of 0.0015, which is 2 milliseconds.
    ingest: {
      accepted: 3,
      rejected: [
        { position: 3, pointers: ['/data/count'] },
        { position: 4, pointers: ['/data/durationSeconds'] },
        { position: 5, pointers: ['/data/durationSeconds'] },
        { position: 6, pointers: ['/data/count'] },
        { position: 7, pointers: [''] },
        { position: 8, pointers: [''] },
      ],
    },
    expected: { rows: [{ activities: 1_000_000_011, learning_time: 0.002 }] },
  },
  {
    name: 'a text that no database holds is refused, escaped or not',
    alone: true,
    events: [
      `{"id":"e1",${view},"data":{${data.replace('u1', '\ud800')}}}`,
      `{"id":"e2",${view},"data":{${data.replace('u1', '\\udc00\\ud800')}}}`,
      `{"id":"e3",${view},"data":{${data.replace('u1', '\\u0000')}}}`,
      `{"id":"e4",${view},"data":{${data}}}\0`,
      `{"id":"e5",${view},"data":{${data.replace('u1', 'a\0b')}}}`,
      `\ufeff{"id":"e6",${view},"data":{${data}}}`,
      `{"id":"e7",${view},"data":{${data.replace('u1', '\\ud83d\\ude00')}}}`,
    ],
    plain: [recorded('e7', at, '\u{1F600}', 'c1', 'view')],
    question: { metrics: ['active_learners'], ...march },
    ingest: {
      accepted: 1,
      rejected: [
        { position: 0, pointers: [''] },
        { position: 1, id: 'e2', pointers: ['/data/userId'] },
        { position: 2, id: 'e3', pointers: ['/data/userId'] },
        { position: 3, pointers: [''] },
        { position: 4, pointers: [''] },
        { position: 5, pointers: [''] },
      ],
    },
    expected: { rows: [{ active_learners: 1 }] },
  },
];
