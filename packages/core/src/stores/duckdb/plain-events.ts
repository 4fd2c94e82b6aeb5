import { type EventType, eventTypes } from '../../events/index.js';
import { type PlainForm, plainForms } from '../../events/fields.js';
import { EARLIEST_OCCURRED_AT, MAX_EVENT_BYTES, MAX_EVENT_ID_LENGTH, TENANT_PATTERN } from '../../events/parse-event.js';
import { type EventColumn, eventColumns } from '../../facts/event-row.js';
import { duckdbDialect } from './duckdb-dialect.js';

/**
 * Reading events in SQL where nothing about them is unusual: minified JSON without a backslash, native envelope, known
 * members only, each in its plain form. Whatever is not plainly right is left to the validator, which alone refuses.
 *
 * Known members only, each once, nothing beside them: that is one comparison. The length of the text must be the sum of
 * the lengths of the members that were found, so a further member, a repeated one, a space or a trailing comma shows.
 */
const columnOf: Readonly<Record<string, EventColumn | undefined>> = {
  userId: 'user_id',
  courseId: 'course_id',
  moduleId: 'module_id',
  assessmentId: 'assessment_id',
  attemptId: 'attempt_id',
  kind: 'kind',
  count: 'count',
  durationSeconds: 'duration_ms',
  email: 'email',
  name: 'name',
  role: 'role',
  mode: 'mode',
  result: 'result',
  title: 'title',
};

interface PlainField {
  readonly name: string;
  readonly required: boolean;
  readonly form: PlainForm;
}

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
 * The SELECT that reads the events of `incoming(seq, text)`: `seq`, `plain`, `text`, then the columns of an event.
 * Parameters: $1 the latest `occurred_at`, $2 the default tenant.
 */
export function plainEventsSelect(): string {
  const members = (names: readonly string[]) => names.map((name) => `"${name}":"JSON"`).join(',');
  const structure = `{${members(envelope)},"data":{${members(fieldNames)}}}`;
  const raw = [...envelope.map((name) => `e."${name}" AS "${name}"`), ...fieldNames.map((name) => `e.data."${name}" AS "d.${name}"`)];
  return `SELECT seq, coalesce(${isPlain()}, false) AS plain, text, ${Object.keys(eventColumns).map(columnExpression).join(', ')}
FROM (
  SELECT *, try_cast(trim("occurredAt", '"') AS TIMESTAMP) AS instant FROM (
    SELECT seq, text, e.data IS NOT NULL AS has_data, ${raw.join(', ')}
    FROM (SELECT seq, text, CASE WHEN json_valid(text) THEN from_json(text, '${structure}') END AS e FROM incoming)))`;
}

function isPlain(): string {
  return [
    `NOT contains(text, '\\')`,
    `strlen(text) <= ${MAX_EVENT_BYTES}`,
    'has_data',
    `strlen(text) = ${objectLength([...envelope, 'data'])}`,
    textForm('"id"', 1, MAX_EVENT_ID_LENGTH),
    `("tenantId" IS NULL OR regexp_full_match("tenantId", '"${TENANT_PATTERN.source.slice(1, -1)}"'))`,
    instantForm(),
    ...fieldNames.map((name) => `("d.${name}" IS NULL OR ${fieldForm(`"d.${name}"`, fieldForms.get(name)!)})`),
    `CASE "type" ${plainTypes.map(typeBranch).join(' ')} ELSE false END`,
  ].join('\n  AND ');
}

/** The length of minified JSON with exactly the members that are there: an object is `{}`, its members and commas. */
function objectLength(names: readonly string[]): string {
  const lengths = names.map((name) =>
    name === 'data'
      ? `${memberLength('data', dataLength())}`
      : `CASE WHEN "${name}" IS NULL THEN 0 ELSE ${memberLength(name, `strlen("${name}")`)} END`,
  );
  return `1 + ${lengths.join(' + ')}`;
}

function dataLength(): string {
  const lengths = fieldNames.map(
    (name) => `CASE WHEN "d.${name}" IS NULL THEN 0 ELSE ${memberLength(name, `strlen("d.${name}")`)} END`,
  );
  return `(1 + ${lengths.join(' + ')})`;
}

/** A member and the comma or brace that follows it: quotes and colon are three more. */
function memberLength(name: string, valueLength: string): string {
  return `${Buffer.byteLength(name) + 4} + ${valueLength}`;
}

function fieldForm(raw: string, form: PlainForm): string {
  switch (form.kind) {
    case 'text':
      return textForm(raw, form.min, form.max);
    case 'count':
      return `regexp_full_match(${raw}, '[1-9][0-9]{0,${String(form.max).length - 2}}')`;
    case 'seconds':
      return `regexp_full_match(${raw}, '(0|[1-9][0-9]{0,${String(form.max).length - 2}})(\\.[0-9]{1,3})?')`;
  }
}

function textForm(raw: string, min: number, max: number): string {
  return `(starts_with(${raw}, '"') AND length(${raw}) BETWEEN ${min + 2} AND ${max + 2})`;
}

/** A UTC instant to the second or millisecond that reads back as it was written. */
function instantForm(): string {
  const written = (format: string) => `strftime(instant, '"%Y-%m-%dT%H:%M:${format}Z"') = "occurredAt"`;
  return `(CASE length("occurredAt") WHEN 22 THEN ${written('%S')} WHEN 26 THEN ${written('%S.%g')} ELSE false END
    AND epoch_ms(instant) BETWEEN ${EARLIEST_OCCURRED_AT} AND $1::BIGINT)`;
}

function typeBranch({ type, fields }: (typeof plainTypes)[number]): string {
  const names = new Set(fields.map(({ name }) => name));
  const conditions = [
    ...fields.filter(({ required }) => required).map(({ name }) => `"d.${name}" IS NOT NULL`),
    ...fieldNames.filter((name) => !names.has(name)).map((name) => `"d.${name}" IS NULL`),
  ];
  return `WHEN '"${type}"' THEN ${conditions.join(' AND ')}`;
}

const envelopeColumns: Partial<Record<EventColumn, string>> = {
  tenant_id: `CASE WHEN "tenantId" IS NULL THEN $2::VARCHAR ELSE trim("tenantId", '"') END`,
  id: `trim("id", '"')`,
  type: `trim("type", '"')`,
  occurred_at: 'epoch_ms(instant)',
};

function columnExpression(column: string): string {
  const name = fieldNames.find((field) => columnOf[field] === column);
  return `${envelopeColumns[column as EventColumn] ?? dataColumn(column as EventColumn, name)} AS ${column}`;
}

function dataColumn(column: EventColumn, name: string | undefined): string {
  if (name === undefined) return `NULL::${duckdbDialect.typeName(eventColumns[column])}`;
  const raw = `"d.${name}"`;
  switch (fieldForms.get(name)!.kind) {
    case 'text':
      return `trim(${raw}, '"')`;
    case 'count':
      return `CASE WHEN "type" = '"ActivityRecorded"' THEN coalesce(try_cast(${raw} AS BIGINT), 1) END`;
    case 'seconds':
      return `try_cast(try_cast(${raw} AS DECIMAL(18, 3)) * 1000 AS BIGINT)`;
  }
}
