import { z } from 'zod';
import { type EventType, eventTypes } from './event-types.js';
import { MAX_EVENT_ID_LENGTH, TENANT_PATTERN } from './parse-event.js';

/**
 * The JSON Schema (draft 2020-12) of an event type in the native envelope, derived from the schema that validates it.
 *
 * @example
 * eventJsonSchema('UserDeleted').properties.type; // { const: 'UserDeleted' }
 */
export function eventJsonSchema(type: EventType): { properties: Record<string, unknown> } & Record<string, unknown> {
  const { $schema, ...data } = z.toJSONSchema(eventTypes[type].data, { io: 'input', unrepresentable: 'any' });
  return {
    $schema,
    title: type,
    description: eventTypes[type].description,
    type: 'object',
    required: ['id', 'type', 'occurredAt', 'data'],
    properties: {
      id: {
        type: 'string',
        minLength: 1,
        maxLength: MAX_EVENT_ID_LENGTH,
        description: 'With the tenant the identity.',
      },
      type: { const: type },
      occurredAt: { type: 'string', format: 'date-time', description: 'RFC 3339 with an offset, from 1980 on.' },
      tenantId: { type: ['string', 'null'], pattern: TENANT_PATTERN.source, default: 'default' },
      data,
    },
  };
}
