import { describe, expect, it } from 'vitest';
import type { AnswerHead, Column, Row } from '../query/answer.js';
import { renderJson, renderJsonLine, renderNdjson } from './render-json.js';

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

async function* inBatches(rows: readonly Row[]): AsyncGenerator<Row[]> {
  for (let from = 0; from < rows.length; from += 1000) yield rows.slice(from, from + 1000);
  yield []; // a store may find nothing in a part of its data
}

async function render(
  rows: readonly Row[],
  { as = renderJson, summary }: { as?: typeof renderJson; summary?: AnswerHead['summary'] } = {},
): Promise<string> {
  let text = '';
  for await (const part of as({ ...(summary && { summary }), ...head, batches: inBatches(rows) })) text += part;
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
    const text = await render([...rows, { course: 'two\nlines', enrollments: 1 }], { as: renderJsonLine });
    expect(text.indexOf('\n')).toBe(text.length - 1);
    expect(JSON.parse(text).rows).toHaveLength(3);
  });

  it('has a summary between the columns and the rows', async () => {
    const answer = JSON.parse(await render(rows, { summary: { attempts: 2, alpha: null } }));
    expect(Object.keys(answer)).toEqual(['id', 'period', 'asOf', 'columns', 'summary', 'rows']);
    expect(answer.summary).toEqual({ attempts: 2, alpha: null });
  });
});

describe('NDJSON', () => {
  it('is a row a line', async () => {
    const text = '{"course":"c1","enrollments":12}\n{"course":null,"enrollments":0}\n';
    expect(await render(rows, { as: renderNdjson })).toBe(text);
    expect(await render([], { as: renderNdjson })).toBe('');
  });

  it('goes on over parts', async () => {
    const many = Array.from({ length: 2500 }, (_, index) => ({ course: `c${index}`, enrollments: index }));
    const lines = (await render(many, { as: renderNdjson })).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(many);
  });
});
