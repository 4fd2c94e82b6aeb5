import type { EventData, EventType, LmsEvent } from '../events/index.js';
import { parseInstant } from '../events/instant.js';
import { compareCodePoints } from '../exact/code-points.js';
import { scorePercentMillionths, toFixedPoint } from '../exact/decimal.js';

/** How a store holds a column: `integer` is a 64-bit whole number, `json` a text that holds JSON. */
export type ColumnType = 'text' | 'integer' | 'double' | 'boolean' | 'json';

/**
 * The typed columns of an event: what facts are folded from. Instants are milliseconds since the epoch, durations
 * milliseconds, scores in percent millionths of a percent. A column that the event does not state is null.
 */
export const eventColumns = {
  tenant_id: 'text',
  id: 'text',
  type: 'text',
  occurred_at: 'integer',
  user_id: 'text',
  course_id: 'text',
  module_id: 'text',
  assessment_id: 'text',
  attempt_id: 'text',
  kind: 'text',
  count: 'integer',
  duration_ms: 'integer',
  score: 'double',
  max_score: 'double',
  score_percent: 'integer',
  passed: 'boolean',
  items: 'json',
  final_score: 'integer',
  result: 'text',
  mode: 'text',
  email: 'text',
  name: 'text',
  role: 'text',
  title: 'text',
  attributes: 'json',
  modules: 'json',
  starts_at: 'integer',
  ends_at: 'integer',
} as const satisfies Record<string, ColumnType>;

/** The name of a column of an event. */
export type EventColumn = keyof typeof eventColumns;

/** The value of a column. */
export type ColumnValue = string | number | bigint | boolean | null | undefined;

/** The columns of the envelope, which every event states. */
export const envelopeColumns = {
  tenant_id: (event: LmsEvent) => event.tenantId,
  id: (event: LmsEvent) => event.id,
  type: (event: LmsEvent) => event.type,
  occurred_at: (event: LmsEvent) => event.occurredAt,
} as const satisfies Partial<Record<EventColumn, (event: LmsEvent) => ColumnValue>>;

/** How a column follows from the data of an event; `field` names the member that it is, where it is one as it stands. */
export interface ColumnSource<Type extends EventType = EventType> {
  readonly field?: string;
  readonly read: (data: EventData<Type>) => ColumnValue;
}

type Sources<Type extends EventType> = { readonly [Column in EventColumn]?: ColumnSource<Type> };

const as = <Name extends string>(name: Name) => ({
  field: name,
  read: (data: { readonly [Member in Name]?: ColumnValue }) => data[name],
});

const duration = {
  field: 'durationSeconds',
  read: ({ durationSeconds }: { durationSeconds?: number | null | undefined }) =>
    typeof durationSeconds === 'number' ? toFixedPoint(durationSeconds, 3) : null,
};

const attributes = { read: (data: { attributes?: Attributes }) => attributeTexts(data.attributes) };

const course = {
  course_id: as('courseId'),
  title: as('title'),
  modules: { read: (data: EventData<'CourseCreated'>) => moduleList(data.modules) },
  attributes,
};
const enrollment = { user_id: as('userId'), course_id: as('courseId') };
const attempt = {
  ...enrollment,
  attempt_id: as('attemptId'),
  assessment_id: as('assessmentId'),
  module_id: as('moduleId'),
};

/** The columns that the data of each type states, with units made whole. */
export const dataColumns: { readonly [Type in EventType]: Sources<Type> } = {
  UserCreated: { user_id: as('userId'), email: as('email'), name: as('name'), role: as('role'), attributes },
  UserEnrolled: { ...enrollment, mode: as('mode'), attributes },
  UserCompletedCourse: { ...enrollment, final_score: { read: finalScore }, result: as('result') },
  UserCompletionRevoked: enrollment,
  UserUnenrolled: enrollment,
  UserDeleted: { user_id: as('userId') },
  CourseCreated: course,
  CoursePublished: {
    ...course,
    starts_at: { read: ({ startsAt }) => instantMs(startsAt) },
    ends_at: { read: ({ endsAt }) => instantMs(endsAt) },
  },
  ModuleCompleted: { ...enrollment, module_id: as('moduleId'), duration_ms: duration },
  AssessmentStarted: attempt,
  AssessmentCompleted: {
    ...attempt,
    score: as('score'),
    max_score: { read: maxScoreOf },
    score_percent: { read: scorePercent },
    passed: { read: passedOf },
    duration_ms: duration,
    items: { read: ({ items }) => itemList(items) },
  },
  ActivityRecorded: {
    ...enrollment,
    kind: as('kind'),
    module_id: as('moduleId'),
    count: { field: 'count', read: ({ count }) => count ?? 1 },
    duration_ms: duration,
  },
};

/** The value of a column that the data of an event states. */
export function columnValue(event: LmsEvent, column: EventColumn): ColumnValue {
  return (dataColumns[event.type] as Sources<EventType>)[column]?.read(event.data as never);
}

type Attributes = EventData<'UserCreated'>['attributes'];

function finalScore({ finalScore: score }: EventData<'UserCompletedCourse'>): bigint | null {
  return typeof score === 'number' ? toFixedPoint(score, 6) : null;
}

function maxScoreOf({ maxScore }: EventData<'AssessmentCompleted'>): number {
  return maxScore ?? 100;
}

function scorePercent(data: EventData<'AssessmentCompleted'>): bigint | null {
  return data.score === null ? null : scorePercentMillionths(data.score, maxScoreOf(data));
}

function passedOf({ score, passingScore, passed }: EventData<'AssessmentCompleted'>): boolean | null {
  if (typeof passed === 'boolean') return passed;
  return score !== null && typeof passingScore === 'number' ? score >= passingScore : null;
}

function itemList(items: EventData<'AssessmentCompleted'>['items']): string | null {
  if (!items?.length) return null;
  return JSON.stringify(
    items.map(({ itemId, score, maxScore, answer }) => ({
      item: itemId,
      score,
      max_score: maxScore ?? 1,
      answer: answer ?? null,
    })),
  );
}

/** The module list in order: by position (absent: the 1-based place in the list), then id; an id twice: its last entry. */
function moduleList(modules: EventData<'CourseCreated'>['modules']): string | null {
  if (!modules?.length) return null;
  const entries = new Map(
    modules.map(({ moduleId, title, position }, index) => [
      moduleId,
      { module: moduleId, title: title ?? null, position: position ?? index + 1 },
    ]),
  );
  return JSON.stringify(
    [...entries.values()].sort((a, b) => a.position - b.position || compareCodePoints(a.module, b.module)),
  );
}

/** Attributes as a JSON object of texts: a dimension's value is the JSON text of a number or boolean. */
function attributeTexts(given: Attributes): string | null {
  if (!given) return null;
  const members = Object.entries(given)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(String(value))}`);
  return `{${members.join(',')}}`;
}

function instantMs(text: string | null | undefined): number | null {
  return typeof text === 'string' ? parseInstant(text) : null;
}
