import { type PlainForm, plainForms } from '../../events/fields.js';
import { type EventType, eventTypes } from '../../events/index.js';
import {
  EARLIEST_OCCURRED_AT,
  MAX_EVENT_BYTES,
  MAX_EVENT_ID_LENGTH,
  TENANT_PATTERN,
} from '../../events/parse-event.js';
import { dataColumns, type EventColumn, eventColumns } from '../../facts/event-row.js';
import { duckdbDialect } from './duckdb-dialect.js';

/**
 * Reading events in SQL where nothing about them is unusual: minified JSON without a backslash, native envelope, known
 * members only, each in its plain form. Whatever is not plainly right is left to the validator, which alone refuses.
 *
 * Known members only, each once, nothing beside them: that is one comparison. The length of the text must be the sum of
 * the lengths of the members that were found, so a further member, a repeated one, a space or a trailing comma shows.
 */
const columnOf = new Map(
  Object.values(dataColumns).flatMap((sources) =>
    Object.entries(sources).flatMap(([column, { field }]) => (field === undefined ? [] : [[column, field] as const])),
  ),
);

interface PlainField {
  readonly name: string;
  readonly required: boolean;
  readonly form: PlainForm;
}

const PLAIN_INSTANT = '[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{3})?Z';

const envelope = ['id', 'type', 'occurredAt', 'tenantId'] as const;

/** The fields of a type that have a plain form; null where a required field has none. */
function plainFields(type: EventType): PlainField[] | null {
  const fields: PlainField[] = [];
  for (const [name, schema] of Object.entries(eventTypes[type].data.shape)) {
    const required = !schema.safeParse(undefined).success && !schema.safeParse(null).success;
    const form = plainForms.get(unwrap(schema));
    if (form) fields.push({ name, required, form });
    else if (!schema.safeParse(undefined).success) return null;
  }
  return fields;
}

type Schema = Parameters<typeof plainForms.get>[0];

function unwrap(schema: Schema): Schema {
  return 'unwrap' in schema ? unwrap((schema.unwrap as () => Schema)()) : schema;
}

const plainTypes = (Object.keys(eventTypes) as EventType[]).flatMap((type) => {
  const fields = type === 'UserDeleted' ? null : plainFields(type);
  return fields ? [{ type, fields }] : [];
});

const fieldForms = new Map(plainTypes.flatMap(({ fields }) => fields.map(({ name, form }) => [name, form] as const)));
const fieldNames = [...fieldForms.keys()];

/**
 * The SELECT that reads the events of `incoming(seq, text)`: `seq`, `plain`, `text`, then the columns of an event and
 * `id_hash`. Parameters: $1 the latest `occurred_at`, $2 the default tenant.
 */
export function plainEventsSelect(): string {
  const members = (names: readonly string[]) => names.map((name) => `"${name}":"VARCHAR"`).join(',');
  const structure = `{${members(envelope)},"data":{${members(fieldNames)}}}`;
  const found = [
    ...envelope.map((name) => `e."${name}" AS "${name}"`),
    ...fieldNames.map((name) => `e.data."${name}" AS "d.${name}"`),
  ];
  const columns = Object.keys(eventColumns) as EventColumn[];
  return `SELECT seq, coalesce(${isPlain()}, false) AS plain, text, ${columns.map(columnExpression).join(', ')},
  ${idHash(envelopeColumns.tenant_id, envelopeColumns.id)} AS id_hash
FROM (
  SELECT *, try_cast("occurredAt" AS TIMESTAMP) AS instant FROM (
    SELECT seq, text, ${found.join(', ')}
    FROM (SELECT seq, text, CASE WHEN json_valid(text) THEN from_json(text, '${structure}') END AS e FROM incoming)))`;
}

/** What finds an identity; that it is the same one is decided by the id. */
export function idHash(tenant: string, id: string): string {
  return `hash(${tenant}, ${id})`;
}

function isPlain(): string {
  return [
    `NOT contains(text, '\\')`,
    `strlen(text) <= ${MAX_EVENT_BYTES}`,
    textForm('id', '"id"', { min: 1, max: MAX_EVENT_ID_LENGTH }),
    `${isText('type')} AND ${isText('occurredAt')}`,
    instantForm(),
    `("tenantId" IS NULL OR (${isText('tenantId')} AND regexp_full_match("tenantId", '${TENANT_PATTERN.source.slice(1, -1)}')))`,
    `CASE "type" ${plainTypes.map(typeBranch).join('\n    ')} ELSE false END`,
  ].join('\n  AND ');
}

function typeBranch({ type, fields }: (typeof plainTypes)[number]): string {
  const forms = fields.map(({ name, required, form }) => {
    const column = `"d.${name}"`;
    return required ? fieldForm(name, column, form) : `(${column} IS NULL OR ${fieldForm(name, column, form)})`;
  });
  return `WHEN '${type}' THEN ${[eventLength(fields), ...forms].join(' AND ')}`;
}

/** The length of minified JSON with the members that were found: an object is `{}`, its members and the commas between. */
function eventLength(fields: readonly PlainField[]): string {
  const quoted = (name: string) => memberLength(name, `"${name}"`, 2);
  const data = fields.map(({ name, form }) => memberLength(name, `"d.${name}"`, form.kind === 'text' ? 2 : 0));
  const lengths = [...envelope.map(quoted), `${'"data":,'.length} + 1 + ${data.join(' + ')}`];
  return `strlen(text) = 1 + ${lengths.join(' + ')}`;
}

/** A member and the comma or brace after it, 0 where it was not found. */
function memberLength(name: string, column: string, quotes: number): string {
  return `coalesce(strlen(${column}) + ${Buffer.byteLength(name) + '"":,'.length + quotes}, 0)`;
}

function fieldForm(name: string, column: string, form: PlainForm): string {
  const digits = (most: number) => `[1-9][0-9]{0,${String(most).length - 2}}`;
  switch (form.kind) {
    case 'text':
      return textForm(name, column, form);
    case 'count':
      return `NOT ${isText(name)} AND regexp_full_match(${column}, '${digits(form.max)}')`;
    case 'seconds':
      return `NOT ${isText(name)} AND regexp_full_match(${column}, '(0|${digits(form.max)})(\\.[0-9]{1,3})?')`;
  }
}

function textForm(name: string, column: string, { min, max }: { min: number; max: number }): string {
  return `${isText(name)} AND length(${column}) BETWEEN ${min} AND ${max}`;
}

/** Without a backslash no text holds a quote, so these characters are the member itself. */
function isText(name: string): string {
  return `contains(text, '"${name}":"')`;
}

/** A UTC instant to the second or millisecond; that its day exists is for the cast to say. */
function instantForm(): string {
  return `regexp_full_match("occurredAt", '${PLAIN_INSTANT}')
  AND epoch_ms(instant) BETWEEN ${EARLIEST_OCCURRED_AT} AND $1::BIGINT`;
}

const envelopeColumns = {
  tenant_id: 'coalesce("tenantId", $2::VARCHAR)',
  id: '"id"',
  type: '"type"',
  occurred_at: 'epoch_ms(instant)',
} as const;

function columnExpression(column: EventColumn): string {
  const envelopeColumn = (envelopeColumns as Partial<Record<EventColumn, string>>)[column];
  return `${envelopeColumn ?? dataColumn(column)} AS ${column}`;
}

function dataColumn(column: EventColumn): string {
  const name = columnOf.get(column);
  if (name === undefined || !fieldForms.has(name)) return `NULL::${duckdbDialect.typeName(eventColumns[column])}`;
  const value = `"d.${name}"`;
  switch (fieldForms.get(name)!.kind) {
    case 'text':
      return value;
    case 'count':
      return `CASE WHEN "type" = 'ActivityRecorded' THEN coalesce(try_cast(${value} AS BIGINT), 1) END`;
    case 'seconds':
      return `try_cast(try_cast(${value} AS DECIMAL(18, 3)) * 1000 AS BIGINT)`;
  }
}
