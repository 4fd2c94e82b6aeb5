import fc from 'fast-check';
import type { PlainEvent } from '../oracle/admit.js';

type Data = Readonly<Record<string, unknown>>;

/** The clock of every world: after all that happens in one, but for what clocks that are ahead send. */
export const worldNow = '2026-03-10T00:00:00Z';

// Mostly one learner and one course, so that histories are long.
const user = fc.constantFrom('u1', 'u1', 'u1', 'u2', '\u{1F600}');
const course = fc.constantFrom('c1', 'c1', 'c2');
const module_ = fc.constantFrom('m1', 'm2', 'm4');
const assessment = fc.constantFrom('a1', 'a2');
const attempt = fc.constantFrom('t1', 't2', 't3', '\uFF5E', '\u{1F600}');
const group = fc.constantFrom<string | number | boolean>('x', 'y', 1, true);
const attributes = fc.oneof(fc.constant({}), fc.record({ group }));
/** A module list: empty, or with positions, ids that come twice and a module that nobody completes. */
const modules = fc.array(
  fc.record(
    { moduleId: fc.constantFrom('m1', 'm2', 'm3'), title: fc.constant('T'), position: fc.constantFrom(0, 1.5, 2) },
    { requiredKeys: ['moduleId'] },
  ),
  { maxLength: 4 },
);
const seconds = fc.constantFrom(0, 0.0005, 1.2345, 60, 3600.0005);

/** Few instants, so that ties are common; some on the edge of an hour, a day or a week, one ahead of the clock. */
const instant = fc.constantFrom(
  '2026-02-27T10:00:00Z',
  '2026-02-28T23:59:59.999Z',
  '2026-03-01T00:00:00Z',
  '2026-03-01T23:59:59.999Z',
  '2026-03-02T00:00:00Z',
  '2026-03-02T09:59:59.999Z',
  '2026-03-02T10:00:00Z',
  '2026-03-02T10:15:00Z',
  '2026-03-03T12:00:00Z',
  '2026-03-04T12:00:00Z',
  '2026-03-10T06:00:00Z',
);

/** The object of these members, each of the optional ones stated or not. */
function data(required: Record<string, fc.Arbitrary<unknown>>, optional: Record<string, fc.Arbitrary<unknown>> = {}) {
  return fc.record({ ...required, ...optional }, { requiredKeys: Object.keys(required) }) as fc.Arbitrary<Data>;
}

const inCourse = { userId: user, courseId: course };
const ofAttempt = { ...inCourse, attemptId: attempt, assessmentId: assessment };

const kinds: readonly { weight: number; type: string; data: fc.Arbitrary<Data> }[] = [
  {
    weight: 3,
    type: 'UserCreated',
    data: data({ userId: user }, { role: fc.constantFrom('student', 'tutor'), attributes }),
  },
  { weight: 9, type: 'UserEnrolled', data: data(inCourse, { mode: fc.constantFrom('online', 'campus'), attributes }) },
  { weight: 7, type: 'UserUnenrolled', data: data(inCourse) },
  {
    weight: 7,
    type: 'UserCompletedCourse',
    data: data(inCourse, {
      finalScore: fc.constantFrom(0, 66.6666665, 80, -0.0000005),
      result: fc.constantFrom('Pass', 'Merit'),
    }),
  },
  { weight: 3, type: 'UserCompletionRevoked', data: data(inCourse) },
  { weight: 1, type: 'UserDeleted', data: data({ userId: user }) },
  { weight: 1, type: 'CourseCreated', data: data({ courseId: course }, { attributes, modules }) },
  { weight: 2, type: 'CoursePublished', data: data({ courseId: course }, { attributes, modules }) },
  { weight: 6, type: 'ModuleCompleted', data: data({ ...inCourse, moduleId: module_ }, { durationSeconds: seconds }) },
  { weight: 5, type: 'AssessmentStarted', data: data(ofAttempt, { moduleId: module_ }) },
  {
    weight: 9,
    type: 'AssessmentCompleted',
    data: data(
      { ...ofAttempt, score: fc.constantFrom(null, 0, 0.07, 1, 2, 4.5, -1) },
      {
        maxScore: fc.constantFrom(1, 3, 7),
        passed: fc.boolean(),
        passingScore: fc.constantFrom(1, 2),
        durationSeconds: seconds,
        moduleId: module_,
      },
    ),
  },
  {
    weight: 6,
    type: 'ActivityRecorded',
    data: data(
      { ...inCourse, kind: fc.constantFrom('view', 'attempt_started') },
      { moduleId: module_, count: fc.constantFrom(1, 2, 1_000), durationSeconds: seconds },
    ),
  },
];

const shape = fc.oneof(
  ...kinds.map(({ weight, type, data }) => ({ weight, arbitrary: fc.record({ type: fc.constant(type), data }) })),
);

/** The two tenants of a world, as it is generated: {@link ofWorld} gives them the name of the world. */
export const worldTenants = ['a', 'b'] as const;

/** Valid events of a small world, each with an identity of its own. */
export function worldEvents(minLength: number, maxLength: number): fc.Arbitrary<PlainEvent[]> {
  const tenantId = fc.constantFrom('a', 'a', 'a', 'b');
  const prefix = fc.constantFrom('e', 'E', '\uFF5E', '\u{1F600}');
  const seed = fc.record({ prefix, tenantId, occurredAt: instant, shape });
  return fc
    .array(seed, { minLength, maxLength })
    .map((seeds) => seeds.map(({ prefix, shape, ...rest }, index) => ({ id: `${prefix}${index}`, ...rest, ...shape })));
}

/** The events under tenants of this world only, so that many worlds fit into one store. */
export function ofWorld(world: string, events: readonly PlainEvent[]): PlainEvent[] {
  return events.map((event) => ({ ...event, tenantId: `${world}.${event.tenantId}` }));
}

/** How the events of a world arrive: in any order, some twice, in batches. */
export interface Arrival {
  readonly events: readonly PlainEvent[];
  readonly arriving: readonly PlainEvent[];
  readonly batchSize: number;
}

/** A world, and one of the ways in which it may arrive. */
export function arrivals(world: fc.Arbitrary<PlainEvent[]>): fc.Arbitrary<Arrival> {
  return world.chain((events) =>
    fc.record({
      events: fc.constant(events),
      arriving: fc
        .tuple(
          fc.shuffledSubarray(events, { minLength: events.length }),
          fc.shuffledSubarray(events, { minLength: Math.floor(events.length / 4) }),
        )
        .map(([all, again]) => [...all, ...again]),
      batchSize: fc.constantFrom(11, 50, 1_000),
    }),
  );
}

/** Small worlds side by side, in the same courses, with learners and attempts of their own. */
export function sideBySide(
  parts: fc.ArrayConstraints,
  minLength: number,
  maxLength: number,
): fc.Arbitrary<PlainEvent[]> {
  return fc
    .array(worldEvents(minLength, maxLength), parts)
    .map((worlds) => worlds.flatMap((events, index) => events.map((each) => apart(each, `-${index}`))));
}

/** One fixed larger world, without erasure. */
export function largerArrival(): Arrival {
  const whole = arrivals(sideBySide({ minLength: 10, maxLength: 10 }, 50, 60));
  const [arrival] = fc.sample(fc.noBias(whole), { seed: 20260301, numRuns: 1 });
  if (arrival === undefined) throw new Error('No world was generated.');
  const lasting = ({ type }: PlainEvent) => type !== 'UserDeleted';
  return { events: arrival.events.filter(lasting), arriving: arrival.arriving.filter(lasting), batchSize: 7 };
}

/** The event with an id, a learner and an attempt of its part of the world. */
function apart(event: PlainEvent, part: string): PlainEvent {
  const { userId, attemptId } = event.data;
  const own = {
    ...(userId !== undefined && { userId: `${userId}${part}` }),
    ...(attemptId !== undefined && { attemptId: `${attemptId}${part}` }),
  };
  return { ...event, id: `${event.id}${part}`, data: { ...event.data, ...own } };
}
