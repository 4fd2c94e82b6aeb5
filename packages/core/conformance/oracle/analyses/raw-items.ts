import type { DuckDBConnection } from '@duckdb/node-api';
import { type PlainEvent, tenantOf } from '../admit.js';

/** Creates and fills `raw_item`: a row an item of an attempt as an event states it, its numbers as ECMAScript writes them. */
export async function loadRawItems(connection: DuckDBConnection, events: readonly PlainEvent[]): Promise<void> {
  await connection.run(`CREATE TABLE raw_item (
    tenant VARCHAR, event_id VARCHAR, item_id VARCHAR, score VARCHAR, max_score VARCHAR, answer VARCHAR)`);
  const appender = await connection.createAppender('raw_item');
  for (const row of events.flatMap(itemsOf)) {
    for (const cell of row) {
      if (cell === null) appender.appendNull();
      else appender.appendVarchar(cell);
    }
    appender.endRow();
  }
  appender.closeSync();
}

function itemsOf(event: PlainEvent): (string | null)[][] {
  const items = Array.isArray(event.data.items) ? (event.data.items as PlainEvent['data'][]) : [];
  return items.map(({ itemId, score, maxScore, answer }) => [
    ...[tenantOf(event), event.id, String(itemId)],
    typeof score === 'number' ? String(score) : null,
    String(maxScore ?? 1),
    typeof answer === 'string' ? answer : null,
  ]);
}

/** The items of each attempt, as the last event with any states them, as the table `o_item` of a WITH clause. */
export function itemTable(tenant: string): string {
  return `o_item AS (
    WITH stated AS (
      SELECT attempt_id, arg_max(id, (at_ms, id)) AS event_id FROM raw_event e
      WHERE tenant = ${tenant} AND type = 'AssessmentCompleted'
        AND EXISTS (FROM raw_item i WHERE i.tenant = e.tenant AND i.event_id = e.id)
      GROUP BY attempt_id)
    SELECT s.attempt_id, i.item_id, i.score, i.max_score, i.answer
    FROM stated s JOIN raw_item i ON i.tenant = ${tenant} AND i.event_id = s.event_id)`;
}
