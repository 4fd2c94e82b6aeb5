import { unknownName } from '@lms-analytics/core';
import { type EventType, eventJsonSchema, eventTypes, isEventType } from '@lms-analytics/core/events';

/** A member of the data of an event, in words. */
export interface FieldDescription {
  readonly name: string;
  readonly required: boolean;
  readonly type: string;
  readonly description: string;
}

/** What JSON Schema says of a member. */
interface Schema {
  readonly type?: string;
  readonly anyOf?: readonly Schema[];
  readonly description?: string;
  readonly format?: string;
}

/**
 * The event type of a name.
 *
 * @throws AnalyticsError `unknown_event_type`, with the nearest type and all of them
 */
export function eventTypeOf(name: string): EventType {
  if (isEventType(name)) return name;
  throw unknownName('unknown_event_type', { what: 'event type', id: name, known: Object.keys(eventTypes) });
}

/** The members of the data of an event type, from the schema that validates them. */
export function fieldsOf(type: EventType): FieldDescription[] {
  const data = eventJsonSchema(type).properties['data'] as {
    properties: Readonly<Record<string, Schema>>;
    required?: readonly string[];
  };
  return Object.entries(data.properties).map(([name, schema]) => {
    const required = data.required?.includes(name) ?? false;
    return { name, required, type: typeText(schema), description: schema.description ?? meaningOf(schema) };
  });
}

function typeText({ type, anyOf, format }: Schema): string {
  if (anyOf) return typeText(anyOf[0]!);
  return format === 'date-time' ? 'instant' : (type ?? 'any');
}

function meaningOf({ anyOf }: Schema): string {
  return anyOf?.[0]?.description ?? '';
}
