import type { EventData, LmsEvent } from '../events/index.js';
import { parseInstant } from '../events/instant.js';
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
export type ColumnValue = string | number | bigint | boolean | null;

/** An event as columns; one that is absent is null. */
export type EventRow = { readonly [Column in EventColumn]?: ColumnValue | undefined };

/**
 * The columns of a validated event, with units made whole: seconds to milliseconds, scores to fixed point, attributes
 * to texts.
 */
export function toEventRow(event: LmsEvent): EventRow {
  const envelope = { tenant_id: event.tenantId, id: event.id, type: event.type, occurred_at: event.occurredAt };
  return { ...envelope, ...dataColumns(event) };
}

function dataColumns(event: LmsEvent): EventRow {
  switch (event.type) {
    case 'UserCreated': {
      const { userId, email, name, role, attributes } = event.data;
      return { user_id: userId, email, name, role, attributes: attributeTexts(attributes) };
    }
    case 'UserEnrolled': {
      const { mode, attributes } = event.data;
      return { ...enrollmentKey(event.data), mode, attributes: attributeTexts(attributes) };
    }
    case 'UserCompletedCourse': {
      const { finalScore, result } = event.data;
      return {
        ...enrollmentKey(event.data),
        final_score: typeof finalScore === 'number' ? toFixedPoint(finalScore, 6) : null,
        result,
      };
    }
    case 'UserCompletionRevoked':
    case 'UserUnenrolled':
      return enrollmentKey(event.data);
    case 'UserDeleted':
      return { user_id: event.data.userId };
    case 'CourseCreated':
      return courseColumns(event.data);
    case 'CoursePublished': {
      const { startsAt, endsAt } = event.data;
      return { ...courseColumns(event.data), starts_at: instantMs(startsAt), ends_at: instantMs(endsAt) };
    }
    case 'ModuleCompleted':
      return { ...enrollmentKey(event.data), module_id: event.data.moduleId, duration_ms: durationMs(event.data) };
    case 'AssessmentStarted':
      return attemptKey(event.data);
    case 'AssessmentCompleted':
      return { ...attemptKey(event.data), ...resultColumns(event.data) };
    case 'ActivityRecorded': {
      const { kind, moduleId, count } = event.data;
      const columns = { kind, module_id: moduleId, count: count ?? 1, duration_ms: durationMs(event.data) };
      return { ...enrollmentKey(event.data), ...columns };
    }
  }
}

function enrollmentKey({ userId, courseId }: { userId: string; courseId: string }): EventRow {
  return { user_id: userId, course_id: courseId };
}

function attemptKey(data: EventData<'AssessmentStarted'>): EventRow {
  const { attemptId, assessmentId, moduleId } = data;
  return { ...enrollmentKey(data), attempt_id: attemptId, assessment_id: assessmentId, module_id: moduleId };
}

function resultColumns(data: EventData<'AssessmentCompleted'>): EventRow {
  const { score, passingScore, passed } = data;
  const maxScore = data.maxScore ?? 100;
  const reached = score !== null && typeof passingScore === 'number' ? score >= passingScore : null;
  return {
    score,
    max_score: maxScore,
    score_percent: score === null ? null : scorePercentMillionths(score, maxScore),
    passed: passed ?? reached,
    duration_ms: durationMs(data),
    items: itemList(data.items),
  };
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

function courseColumns({ courseId, title, modules, attributes }: EventData<'CourseCreated'>): EventRow {
  return { course_id: courseId, title, modules: moduleList(modules), attributes: attributeTexts(attributes) };
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

/** Orders texts by code point, as every store does; UTF-16 order differs beyond the basic plane. */
function compareCodePoints(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Attributes as a JSON object of texts: a dimension's value is the JSON text of a number or boolean. */
function attributeTexts(attributes: EventData<'UserCreated'>['attributes']): string | null {
  if (!attributes) return null;
  const members = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(String(value))}`);
  return `{${members.join(',')}}`;
}

function durationMs({ durationSeconds }: { durationSeconds?: number | null | undefined }): bigint | null {
  return typeof durationSeconds === 'number' ? toFixedPoint(durationSeconds, 3) : null;
}

function instantMs(text: string | null | undefined): number | null {
  return typeof text === 'string' ? parseInstant(text) : null;
}
