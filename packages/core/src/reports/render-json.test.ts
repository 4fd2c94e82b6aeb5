import { describe, expect, it } from 'vitest';
import type { AnswerHead, Column, Row } from '../query/answer.js';
import { renderJson, renderJsonLine } from './render-json.js';

const columns: Column[] = [
  { id: 'course', title: 'Course', kind: 'dimension', type: 'string' },
  { id: 'enrollments', title: 'Enrollments', kind: 'metric', type: 'number', unit: 'count' },
];

const head: AnswerHead = {
  id: 'course-performance',
  period: { from: '2026-03-01T00:00:00.000Z', to: '2026-03-31T00:00:00.000Z', timeZone: 'UTC' },
  asOf: '2026-03-31T00:00:00.000Z',
  columns,
};

async function* stream(rows: Iterable<Row>): AsyncGenerator<Row> {
  yield* rows;
}

async function render(rows: Iterable<Row>, as = renderJson): Promise<string> {
  let text = '';
  for await (const part of as({ ...head, rows: stream(rows) })) text += part;
  return text;
}

const rows: Row[] = [
  { course: 'c1', enrollments: 12 },
  { course: null, enrollments: 0 },
];

describe('JSON', () => {
  it('is the answer, a row a line', async () => {
    expect(await render(rows)).toBe(
      `${JSON.stringify(head).slice(0, -1)},"rows":[\n{"course":"c1","enrollments":12},\n{"course":null,"enrollments":0}\n]}\n`,
    );
    expect(JSON.parse(await render(rows))).toEqual({ ...head, rows });
  });

  it('is whole without rows', async () => {
    expect(JSON.parse(await render([]))).toEqual({ ...head, rows: [] });
  });

  it('is whole with rows of several parts', async () => {
    const many = Array.from({ length: 2500 }, (_, index) => ({ course: `c${index}`, enrollments: index }));
    expect(JSON.parse(await render(many))).toEqual({ ...head, rows: many });
  });

  it('is one line where that is asked for', async () => {
    const text = await render([...rows, { course: 'two\nlines', enrollments: 1 }], renderJsonLine);
    expect(text.indexOf('\n')).toBe(text.length - 1);
    expect(JSON.parse(text).rows).toHaveLength(3);
  });
});
