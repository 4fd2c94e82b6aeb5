import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import { type PlainEvent, tenantOf } from './admit.js';
import { millionthsOf, millisecondsOf, scorePercentOf } from './exact.js';

type Cell = string | bigint | number | boolean | null;

/**
 * Creates and fills `raw_event` (a row an event), `raw_attribute` (a row a stated attribute) and `raw_module` (a row an
 * entry of a module list).
 */
export async function loadRawEvents(connection: DuckDBConnection, events: readonly PlainEvent[]): Promise<void> {
  await connection.run(`CREATE TABLE raw_event (
    tenant VARCHAR, id VARCHAR, type VARCHAR, at_ms BIGINT, user_id VARCHAR, course_id VARCHAR, module_id VARCHAR,
    assessment_id VARCHAR, attempt_id VARCHAR, kind VARCHAR, mode VARCHAR, role VARCHAR, result VARCHAR,
    final_score BIGINT, score_percent BIGINT, passed BOOLEAN, duration_ms BIGINT, times BIGINT, has_attributes BOOLEAN)`);
  await connection.run('CREATE TABLE raw_attribute (tenant VARCHAR, event_id VARCHAR, name VARCHAR, value VARCHAR)');
  await connection.run(`CREATE TABLE raw_module (
    tenant VARCHAR, event_id VARCHAR, entry BIGINT, module_id VARCHAR, title VARCHAR, position DOUBLE)`);
  await append(connection, 'raw_event', events.map(rowOf));
  await append(connection, 'raw_attribute', events.flatMap(attributesOf));
  await append(connection, 'raw_module', events.flatMap(modulesOf));
}

function rowOf(event: PlainEvent): Cell[] {
  const { data } = event;
  const score = number(data.score);
  const maxScore = number(data.maxScore) ?? 100;
  const finalScore = number(data.finalScore);
  const seconds = number(data.durationSeconds);
  return [
    ...[tenantOf(event), event.id, event.type, BigInt(Date.parse(withoutSubMilliseconds(event.occurredAt)))],
    ...[data.userId, data.courseId, data.moduleId, data.assessmentId, data.attemptId].map(text),
    ...[data.kind, data.mode, data.role, data.result].map(text),
    finalScore === null ? null : millionthsOf(finalScore),
    score === null ? null : scorePercentOf(score, maxScore),
    passedOf(data),
    seconds === null ? null : millisecondsOf(seconds),
    BigInt(number(data.count) ?? 1),
    data.attributes !== undefined && data.attributes !== null,
  ];
}

function passedOf(data: PlainEvent['data']): boolean | null {
  if (typeof data.passed === 'boolean') return data.passed;
  const score = number(data.score);
  const passingScore = number(data.passingScore);
  return score === null || passingScore === null ? null : score >= passingScore;
}

function attributesOf(event: PlainEvent): Cell[][] {
  const attributes = Object.entries(event.data.attributes ?? {});
  return attributes.map(([name, value]) => [tenantOf(event), event.id, name, attributeText(value)]);
}

function attributeText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function modulesOf(event: PlainEvent): Cell[][] {
  const modules = Array.isArray(event.data.modules) ? (event.data.modules as PlainEvent['data'][]) : [];
  return modules.map(({ moduleId, title, position }, index) => [
    ...[tenantOf(event), event.id, BigInt(index + 1), text(moduleId), text(title)],
    number(position) ?? index + 1,
  ]);
}

function withoutSubMilliseconds(instant: string): string {
  return instant.toUpperCase().replace(/(\.\d{3})\d+/, '$1');
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function number(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

async function append(connection: DuckDBConnection, table: string, rows: readonly Cell[][]): Promise<void> {
  const appender = await connection.createAppender(table);
  for (const row of rows) {
    for (const cell of row) appendCell(appender, cell);
    appender.endRow();
  }
  appender.closeSync();
}

function appendCell(appender: DuckDBAppender, cell: Cell): void {
  if (cell === null) appender.appendNull();
  else if (typeof cell === 'bigint') appender.appendBigInt(cell);
  else if (typeof cell === 'number') appender.appendDouble(cell);
  else if (typeof cell === 'boolean') appender.appendBoolean(cell);
  else appender.appendVarchar(cell);
}
