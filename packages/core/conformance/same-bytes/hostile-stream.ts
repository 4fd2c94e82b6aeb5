import fc from 'fast-check';
import { Random } from '../../src/sample-term/random.js';
import type { PlainEvent } from '../oracle/admit.js';
import { analysisWorlds } from '../worlds/analysis-world.js';
import { arrivals } from '../worlds/world.js';
import { StrangeNames } from './strange-names.js';

/** The clock of the stream: after all that happens in it, but for what clocks that are ahead send. */
export const hostileStreamNow = '2026-05-05T12:07:00Z';

/** The tenants of the stream; their events have the same ids. */
const hostileTenants = ['north', 'North', 'n.o_r-th'] as const;

/** The events of a source that does everything it may, and much that it may not. */
export interface HostileStream {
  /** Valid events, each with an identity of its own, in no order that means anything. */
  readonly events: readonly PlainEvent[];
  /** What is skipped or rejected, wherever it comes. Its ids are those of events. */
  readonly noise: readonly unknown[];
  /** Events that have the identity of another one, and say something else: they come last, or the first one would differ. */
  readonly contradictions: readonly PlainEvent[];
}

/**
 * Makes a stream, the same for the same seed: of each tenant so many small worlds side by side, their names made strange, in
 * a half year that has both changes of the clocks.
 */
export function hostileStream(seed: number, { worlds }: { readonly worlds: number }): HostileStream {
  const random = new Random(seed, 0);
  const events = hostileTenants
    .flatMap((tenantId, place) =>
      strangeWorld({
        tenantId,
        random,
        plain: sample(analysisWorlds({ minLength: worlds, maxLength: worlds }, 10), seed * 10 + place),
      }),
    )
    .filter(({ type }) => type !== 'UserDeleted' || random.chance(0.25));
  const some = (share: number) => events.filter(() => random.chance(share));
  return {
    events,
    noise: some(0.05).map((event) => random.pick(spoilers)(event)),
    contradictions: some(0.1).map(({ id, tenantId }) => ({ ...random.pick(events), id, tenantId: tenantId! })),
  };
}

/** How a stream arrives: what is given, and the valid events of it in their order. */
export interface HostileArrival {
  readonly given: readonly unknown[];
  readonly valid: readonly PlainEvent[];
}

/** One of the ways in which a stream may arrive: in any order, some of it twice, the second time written in another way. */
export function arrivalOf({ events, noise, contradictions }: HostileStream, seed: number): HostileArrival {
  const { arriving } = sample(arrivals(fc.constant([...events])), seed);
  const valid = [...arriving, ...contradictions];
  const random = new Random(seed, 1);
  const given: unknown[] = valid.map((event) => (random.chance(0.3) ? rewritten(event) : event));
  for (const each of noise) given.splice(random.whole(0, given.length), 0, each);
  return { given, valid };
}

/** The same event as a text, its members the other way round. */
function rewritten(event: PlainEvent): string {
  return JSON.stringify(Object.fromEntries(Object.entries(event).reverse()));
}

function sample<T>(arbitrary: fc.Arbitrary<T>, seed: number): T {
  return fc.sample(fc.noBias(arbitrary), { seed, numRuns: 1 })[0]!;
}

/** What makes of an event one that is skipped or rejected. */
const spoilers: readonly ((event: PlainEvent) => unknown)[] = [
  (event) => ({ ...event, type: 'UserLoggedIn' }),
  (event) => ({ ...event, type: event.type.toLowerCase() }),
  (event) => ({ ...event, occurredAt: '1979-12-31T23:59:59.999Z' }),
  (event) => ({ ...event, occurredAt: '2026-05-07T00:00:00Z' }),
  (event) => ({ ...event, data: {} }),
  (event) => ({ ...event, tenantId: 'nörth' }),
  (event) => JSON.stringify(event).slice(0, -1),
  (event) => ({ ...event, data: { ...event.data, userId: 'x'.repeat(201), courseId: 'a\u0000b' } }),
];

interface PlainWorld {
  readonly tenantId: string;
  readonly plain: readonly PlainEvent[];
  readonly random: Random;
}

function strangeWorld({ tenantId, plain, random }: PlainWorld): PlainEvent[] {
  const names = new StrangeNames();
  return plain.map((event) => ({
    id: strangeId(event.id, names),
    type: event.type,
    occurredAt: shifted(event.occurredAt, random),
    tenantId,
    data: strangeData(withExtremes(event, random), { names, random, part: event.id.slice(event.id.indexOf('-')) }),
  }));
}

/** Another beginning; the rest tells the events apart. */
function strangeId(id: string, names: StrangeNames): string {
  const [start = '', ...rest] = id;
  return names.of('id', start) + rest.join('');
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** From spring to autumn, to the days on which clocks change in Europe, America and Australia, to another hour. */
const shifts = [0, 0, 0, 0, 27 * DAY_MS, 35 * DAY_MS, -126 * DAY_MS, -119 * DAY_MS, 1.5 * HOUR_MS, 900_001, 0.5];

function shifted(occurredAt: string, random: Random): string {
  return new Date(Date.parse(occurredAt) + random.pick(shifts)).toISOString();
}

type Data = Readonly<Record<string, unknown>>;

/** Numbers at the edge of what is taken, by the type that states them. */
const extremes: Readonly<Record<string, readonly Data[]>> = {
  AssessmentCompleted: [
    { score: 1e13, maxScore: 1e9 },
    { score: -1e13, maxScore: 1e9, passingScore: -1e13 },
    { score: 1e-7, maxScore: 1e9 },
    { score: 5e-324, maxScore: 5e-324 },
    { score: 0.1 + 0.2, maxScore: 0.3, durationSeconds: 1e9 },
    { score: 66.666_666_666_666_67, maxScore: 100, durationSeconds: 0.0005 },
    { score: -0, passingScore: 0 },
    { score: null, passed: true, items: [] },
  ],
  ActivityRecorded: [
    { count: 1e9, durationSeconds: 1e9 },
    { count: 1, durationSeconds: 5e-324 },
    { kind: 'module_completed' },
  ],
  UserCompletedCourse: [{ finalScore: 10_000 }, { finalScore: -10_000 }, { finalScore: 33.333_333_5, result: '' }],
  ModuleCompleted: [{ durationSeconds: 1e9 }, { durationSeconds: 0.0004999 }],
  CourseCreated: [
    {
      modules: [
        { moduleId: 'm9', position: -1e308 },
        { moduleId: 'm1', position: 1e308, title: '' },
      ],
    },
  ],
  CoursePublished: [
    { startsAt: '2026-03-29T02:30:00+01:00', endsAt: '0001-01-01T00:00:00Z', title: '=1+1' },
    { modules: [{ moduleId: 'm3' }, { moduleId: 'm2', position: 1e-7 }, { moduleId: 'm3', title: 'again' }] },
  ],
};

function withExtremes({ type, data }: PlainEvent, random: Random): Data {
  const more = extremes[type];
  return more !== undefined && random.chance(0.15) ? { ...data, ...random.pick(more) } : data;
}

interface Disguise {
  readonly names: StrangeNames;
  readonly random: Random;
  /** The world of the event, among those side by side. */
  readonly part: string;
}

const nameMembers = ['userId', 'courseId', 'moduleId', 'assessmentId', 'attemptId', 'itemId', 'role', 'mode', 'result'];
/** What an attribute may be named, and may be. */
const attributeNames = [
  'group',
  "a'b",
  'a"b',
  'a.b',
  'a/b~1',
  '$.x',
  '__proto__',
  '\u00e9',
  'e\u0301',
  'x'.repeat(100),
  '',
];
const attributeValues = [
  '',
  ' ',
  '1',
  1,
  0.1,
  1e21,
  1e-7,
  -0,
  123_456_789_012_345_680_000,
  true,
  'true',
  null,
  '\u{1f600}"\\\n',
];

/** Every name in the data made strange, at any depth; attributes beside those that there are. */
function strangeData(data: Data, { names, random, part }: Disguise): Data {
  const nameOf = (member: string, name: string) =>
    names.of(member, member === 'courseId' ? `${name}${part.at(-1)}` : name); // some worlds share their courses
  const strange = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(strange);
    return typeof value === 'object' && value !== null ? strangeMembers(value as Data) : value;
  };
  const strangeMembers = (members: Data): Data =>
    Object.fromEntries(
      Object.entries(members).map(([name, value]) => {
        if (name === 'attributes') return [name, { ...(value as Data), ...strangeAttribute(random) }];
        return [name, nameMembers.includes(name) ? nameOf(name, String(value)) : strange(value)];
      }),
    );
  return strangeMembers(data);
}

function strangeAttribute(random: Random): Data {
  return Object.fromEntries([[random.pick(attributeNames), random.pick(attributeValues)]]);
}
