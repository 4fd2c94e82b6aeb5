import { describe, expect, it } from 'vitest';
import { type EventType, eventTypes } from './event-types.js';
import { eventJsonSchema } from './json-schema.js';
import { parseEvent } from './parse-event.js';

type Schema = { readonly type?: string; readonly required?: readonly string[]; readonly [word: string]: unknown };

const types = Object.keys(eventTypes) as EventType[];
const limits = { latest: Date.UTC(2027, 0, 1), defaultTenant: 'default' };
const example: Readonly<Record<string, unknown>> = { string: 'a', number: 1, integer: 1, null: null };

/** An event that has what its schema requires, and no more. */
function leastEvent(type: EventType): { readonly data: Record<string, unknown> } & Record<string, unknown> {
  const { required = [], properties } = eventJsonSchema(type).properties['data'] as Schema;
  const exampleOf = (name: string) => {
    const { anyOf, type: only } = (properties as Record<string, Schema>)[name]! as { anyOf?: Schema[]; type?: string };
    return example[only ?? anyOf![0]!.type!];
  };
  const data = Object.fromEntries(required.map((name) => [name, exampleOf(name)]));
  return { id: 'e1', type, occurredAt: '2026-03-01T09:30:00Z', data };
}

const without = (members: Readonly<Record<string, unknown>>, name: string) =>
  Object.fromEntries(Object.entries(members).filter(([member]) => member !== name));

describe('the JSON Schema of an event type', () => {
  it.each(types)('requires what the event must have, and nothing else: %s', (type) => {
    const { data, ...envelope } = leastEvent(type);
    const parse = (event: object) => parseEvent(JSON.stringify(event), limits);
    expect(parse({ ...envelope, data })).toMatchObject({ kind: 'event', event: { type, data } });
    for (const name of Object.keys(data)) {
      expect(parse({ ...envelope, data: without(data, name) })).toMatchObject({
        kind: 'rejected',
        problems: [{ pointer: `/data/${name}` }],
      });
    }
    expect(eventJsonSchema(type)['required']).toEqual(['id', 'type', 'occurredAt', 'data']);
    for (const name of ['id', 'type', 'occurredAt', 'data']) {
      expect(parse(without({ ...envelope, data }, name)).kind).toBe('rejected');
    }
  });

  it('is of draft 2020-12, and says what a member may be', () => {
    expect(eventJsonSchema('UserEnrolled')).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'UserEnrolled',
      description: eventTypes.UserEnrolled.description,
      type: 'object',
      properties: {
        id: { type: 'string', minLength: 1, maxLength: 400 },
        type: { const: 'UserEnrolled' },
        occurredAt: { type: 'string', format: 'date-time' },
        tenantId: { type: ['string', 'null'], default: 'default' },
        data: {
          type: 'object',
          required: ['userId', 'courseId'],
          properties: {
            userId: { type: 'string', description: 'The learner.', minLength: 1, maxLength: 200 },
            mode: { anyOf: [{ type: 'string', maxLength: 1000 }, { type: 'null' }] },
          },
        },
      },
    });
  });
});
