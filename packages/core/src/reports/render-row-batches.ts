import type { Row } from '../query/answer.js';

const ROWS = 1000;

/** Rows many at a time: what is done once for each text that is written would cost more than a row. */
export async function* rowBatches(rows: AsyncIterable<Row>): AsyncGenerator<Row[]> {
  let batch: Row[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < ROWS) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
