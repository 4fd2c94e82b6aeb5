import { type EventType, eventTypes } from './event-types.js';
import { type PlainForm, plainForms } from './fields.js';

/** A field of a type that has a plain form. */
export interface PlainField {
  readonly name: string;
  readonly required: boolean;
  readonly form: PlainForm;
}

/** A type whose events can be plain: every required field has a plain form. */
export interface PlainType {
  readonly type: EventType;
  /** The fields with a plain form; in a plain event the others are absent. */
  readonly fields: readonly PlainField[];
}

/** The types whose events can be plain, derived from their schemas; erasures never are. */
export const plainTypes: readonly PlainType[] = (Object.keys(eventTypes) as EventType[]).flatMap((type) => {
  const fields = type === 'UserDeleted' ? null : plainFields(type);
  return fields ? [{ type, fields }] : [];
});

function plainFields(type: EventType): PlainField[] | null {
  const fields: PlainField[] = [];
  for (const [name, schema] of Object.entries(eventTypes[type].data.shape)) {
    const required = !schema.safeParse(undefined).success;
    const form = plainForms.get(unwrap(schema));
    if (form) fields.push({ name, required, form });
    else if (required) return null;
  }
  return fields;
}

type Schema = Parameters<typeof plainForms.get>[0];

function unwrap(schema: Schema): Schema {
  return 'unwrap' in schema ? unwrap((schema.unwrap as () => Schema)()) : schema;
}
