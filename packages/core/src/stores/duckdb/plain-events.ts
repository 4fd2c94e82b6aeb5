import type { PlainForm } from '../../events/fields.js';
import {
  EARLIEST_OCCURRED_AT,
  MAX_EVENT_BYTES,
  MAX_EVENT_ID_LENGTH,
  TENANT_PATTERN,
} from '../../events/parse-event.js';
import { type PlainField, type PlainType, plainTypes } from '../../events/plain-fields.js';
import { dataColumns, type EventColumn, eventColumns } from '../../facts/event-row.js';
import { personalFields } from '../../privacy/personal-data.js';
import { duckdbDialect } from './duckdb-dialect.js';

/*
 * Reading events in SQL where nothing about them is unusual: minified JSON without a backslash, native envelope, known
 * members only, each in its plain form. Whatever is not plainly right is left to the validator, which alone refuses.
 *
 * One regular expression holds the form of the text, which is then JSON. That no member is repeated, and none belongs
 * to another type, is one comparison: the length of the text must be that of the members that were found.
 */

const envelope = ['id', 'type', 'occurredAt', 'tenantId'] as const;
const forms = new Map(plainTypes.flatMap(({ fields }) => fields.map(({ name, form }) => [name, form] as const)));
const fieldNames = [...forms.keys()];

const fieldOf = new Map(
  Object.values(dataColumns).flatMap((sources) =>
    Object.entries(sources).flatMap(([column, { field }]) => (field === undefined ? [] : [[column, field] as const])),
  ),
);

const TEXT = '"[^"\\\\\\x00-\\x1f]*"';
const INSTANT = '"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{3})?Z"';

/** Minified JSON of known members, each in its plain form, in any order; a member may still be repeated. */
function plainPattern(): string {
  const member = (names: readonly string[], value: string) => `"(?:${names.join('|')})":${value}`;
  const list = (members: readonly string[]) => `(?:${members.join('|')})(?:,(?:${members.join('|')}))*`;
  const texts = fieldNames.filter((name) => forms.get(name)!.kind === 'text');
  const numbers = fieldNames.filter((name) => !texts.includes(name));
  const data = list([member(texts, TEXT), ...numbers.map((name) => member([name], numberPattern(forms.get(name)!)))]);
  const members = [
    member(['id', 'type'], TEXT),
    member(['occurredAt'], INSTANT),
    member(['tenantId'], `"${TENANT_PATTERN.source.slice(1, -1)}"`),
    member(['data'], `\\{${data}\\}`),
  ];
  return `\\{${list(members)}\\}`;
}

function numberPattern({ kind, max }: PlainForm): string {
  const digits = `[1-9][0-9]{0,${String(max).length - 2}}`;
  return kind === 'count' ? digits : `(?:0|${digits})(?:\\.[0-9]{1,3})?`;
}

/**
 * The SELECT that reads the events of `incoming(seq, text)`: `seq`, `plain`, then the columns of an event and `id_hash`.
 * Parameters: $1 the latest `occurred_at`, $2 the default tenant. An event with personal data that is not to be kept is
 * not plain: its text is written anew.
 */
export function plainEventsSelect({ keepsPersonalData }: { keepsPersonalData: boolean }): string {
  const members = (names: readonly string[]) => names.map((name) => `"${name}":"VARCHAR"`).join(',');
  const structure = `{${members(envelope)},"data":{${members(fieldNames)}}}`;
  const found = [
    ...envelope.map((name) => `e."${name}" AS "${name}"`),
    ...fieldNames.map((name) => `e.data."${name}" AS "d.${name}"`),
  ];
  const columns = Object.keys(eventColumns) as EventColumn[];
  return `SELECT seq, coalesce(${isPlain(keepsPersonalData)}, false) AS plain, ${columns.map(columnExpression).join(', ')},
  ${idHash(envelopeColumns.tenant_id, envelopeColumns.id)} AS id_hash
FROM (
  SELECT *, try_cast("occurredAt" AS TIMESTAMP) AS instant FROM (
    SELECT seq, length, ${found.join(', ')} FROM (
      SELECT seq, strlen(text) AS length,
        CASE WHEN regexp_full_match(text, '${plainPattern()}') THEN from_json(text, '${structure}') END AS e
      FROM incoming)))`;
}

/** What finds an identity; that it is the same one is decided by the id. */
export function idHash(tenant: string, id: string): string {
  return `hash(${tenant}, ${id})`;
}

function isPlain(keepsPersonalData: boolean): string {
  const personal = keepsPersonalData ? [] : personalFields.filter((name) => forms.has(name));
  return [
    ...personal.map((name) => `"d.${name}" IS NULL`),
    `length <= ${MAX_EVENT_BYTES}`,
    `strlen("id") BETWEEN 1 AND ${MAX_EVENT_ID_LENGTH}`,
    `epoch_ms(instant) BETWEEN ${EARLIEST_OCCURRED_AT} AND $1::BIGINT`,
    `CASE "type" ${plainTypes.map(typeBranch).join('\n    ')} ELSE false END`,
  ].join('\n  AND ');
}

function typeBranch({ type, fields }: PlainType): string {
  return `WHEN '${type}' THEN ${[`length = ${eventLength(fields)}`, ...fields.flatMap(fieldConditions)].join(' AND ')}`;
}

/** Bytes stand for code points: a text that has fewer of these has fewer of those, and a longer one is not plain. */
function fieldConditions({ name, required, form }: PlainField): string[] {
  const column = `"d.${name}"`;
  const conditions = required ? [`${column} IS NOT NULL`] : [];
  if (form.kind !== 'text') return conditions;
  return [...conditions, `coalesce(strlen(${column}), ${form.min}) BETWEEN ${form.min} AND ${form.max}`];
}

/** The length of minified JSON with the members that were found: an object is `{}`, its members and the commas between. */
function eventLength(fields: readonly PlainField[]): string {
  const members = [
    ...envelope.map((name) => memberLength(name, `"${name}"`, 2)),
    ...fields.map(({ name, form }) => memberLength(name, `"d.${name}"`, form.kind === 'text' ? 2 : 0)),
  ];
  return `${'{'.length + '"data":{,'.length} + ${members.join(' + ')}`;
}

/** A member and the comma or brace after it, 0 where it was not found. */
function memberLength(name: string, column: string, quotes: number): string {
  return `coalesce(strlen(${column}) + ${name.length + '"":,'.length + quotes}, 0)`;
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
  const name = fieldOf.get(column);
  const form = name === undefined ? undefined : forms.get(name);
  const value = `"d.${name}"`;
  switch (form?.kind) {
    case undefined:
      return `NULL::${duckdbDialect.typeName(eventColumns[column])}`;
    case 'text':
      return value;
    case 'count':
      return `CASE WHEN "type" = 'ActivityRecorded' THEN coalesce(try_cast(${value} AS BIGINT), 1) END`;
    case 'seconds':
      return `try_cast(try_cast(${value} AS DECIMAL(18, 3)) * 1000 AS BIGINT)`;
  }
}
