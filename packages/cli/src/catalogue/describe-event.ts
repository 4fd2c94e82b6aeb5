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
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
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

/**
 * The members of the data of an event type, from the schema that validates them. Those of the objects of a list stand
 * after it: `items[].score`.
 */
export function fieldsOf(type: EventType): FieldDescription[] {
  return membersOf(eventJsonSchema(type).properties['data'] as Schema, '');
}

function membersOf({ properties = {}, required = [] }: Schema, within: string): FieldDescription[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const itself = {
      name: within + name,
      required: required.includes(name),
      type: typeText(schema),
      description: schema.description ?? meaningOf(schema),
    };
    const { items } = schema.anyOf?.[0] ?? schema;
    return [itself, ...(items ? membersOf(items, `${within}${name}[].`) : [])];
  });
}

function typeText({ type, anyOf, format }: Schema): string {
  if (anyOf) return typeText(anyOf[0]!);
  return format === 'date-time' ? 'instant' : (type ?? 'any');
}

function meaningOf({ anyOf }: Schema): string {
  return anyOf?.[0]?.description ?? '';
}
