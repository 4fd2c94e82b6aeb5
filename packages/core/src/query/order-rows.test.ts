import { describe, expect, it } from 'vitest';
import type { Column, Row } from './answer.js';
import { orderBatches, type RowOrder, requireColumns } from './order-rows.js';

async function ordered(rows: readonly Row[], order: RowOrder): Promise<Row[]> {
  const all: Row[] = [];
  for await (const batch of orderBatches(inPairs(rows), order)) all.push(...batch);
  return all;
}

async function* inPairs(rows: readonly Row[]) {
  for (let start = 0; start < rows.length; start += 2) yield rows.slice(start, start + 2);
}

const rows = [
  { course: 'b', score: 2 },
  { course: 'a', score: null },
  { course: null, score: 1 },
  { course: '\u{1F600}', score: 2 },
  { course: '\uFF5E', score: 3 },
];
const courses = async (order: RowOrder) => (await ordered(rows, order)).map(({ course }) => course);

describe('the order of rows', () => {
  it('puts null last in both directions and keeps ties as they came', async () => {
    expect(await courses({ orderBy: [{ column: 'score' }] })).toEqual([null, 'b', '\u{1F600}', '\uFF5E', 'a']);
    expect(await courses({ orderBy: [{ column: 'score', direction: 'desc' }] })).toEqual([
      ...['\uFF5E', 'b', '\u{1F600}', null, 'a'],
    ]);
  });

  it('compares texts by code point', async () => {
    const order: RowOrder = { orderBy: [{ column: 'course', direction: 'desc' }] };
    expect(await courses(order)).toEqual(['\u{1F600}', '\uFF5E', 'b', 'a', null]);
  });

  it('goes on to the next column where the first is the same', async () => {
    const order: RowOrder = { orderBy: [{ column: 'score' }, { column: 'course', direction: 'desc' }] };
    expect(await courses(order)).toEqual([null, '\u{1F600}', 'b', '\uFF5E', 'a']);
  });

  it('cuts after the order, and without one stops reading', async () => {
    expect(await courses({ orderBy: [{ column: 'score', direction: 'desc' }], limit: 2 })).toEqual(['\uFF5E', 'b']);
    let read = 0;
    async function* counted() {
      for await (const batch of inPairs(rows)) {
        read += batch.length;
        yield batch;
      }
    }
    const first = [];
    for await (const batch of orderBatches(counted(), { limit: 2 })) first.push(...batch);
    expect([first.length, read]).toEqual([2, 2]);
  });

  it('refuses a column that there is not, and names those that there are', () => {
    const columns: Column[] = [{ id: 'enrollments', title: 'Enrollments', kind: 'metric', type: 'number' }];
    expect(() => requireColumns(columns, { orderBy: [{ column: 'enrolments' }] })).toThrow(
      /no column to order by "enrolments"; did you mean enrollments\?/,
    );
  });
});
