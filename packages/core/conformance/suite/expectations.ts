import { expect } from 'vitest';
import type { ExpectedIngest } from '../cases/conformance-case.js';
import type { Row } from '../oracle/oracle.js';
import type { Answer, IngestReport } from './store-session.js';

/** UTC with milliseconds; no bucket's label has them. */
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** The same rows, byte for byte, in columns that are declared in the same order. */
export function expectRows(answer: Answer, rows: readonly Row[]): void {
  expect(answer.rows).toEqual(rows);
  expect(JSON.stringify(answer.rows), 'the order of the members').toBe(JSON.stringify(rows));
  const columns = answer.columns.map(({ id }) => id);
  for (const row of rows) expect(Object.keys(row), 'the columns').toEqual(columns);
  for (const { id, type } of answer.columns) {
    const stated = rows.map((row) => row[id]).filter((cell) => cell !== null);
    expect([...new Set(stated.map(typeOf))], `the type of ${id}`).toEqual(stated.length === 0 ? [] : [type]);
  }
}

function typeOf(cell: string | number | undefined): string {
  return typeof cell === 'string' && instant.test(cell) ? 'instant' : typeof cell;
}

/** The same figures over all rows, byte for byte; none where none are given. */
export function expectSummary(answer: Answer, summary: Answer['summary']): void {
  expect(answer.summary).toEqual(summary);
  expect(JSON.stringify(answer.summary), 'the order of the figures').toBe(JSON.stringify(summary));
}

/** The counts that the case gives, and each refused event with its pointers. */
export function expectReport(report: IngestReport, { rejected, ...counts }: ExpectedIngest): void {
  expect(report).toMatchObject(counts);
  if (rejected === undefined) return;
  expect(report.rejected.map(({ position }) => position)).toEqual(rejected.map(({ position }) => position));
  for (const [index, { id, pointers }] of rejected.entries()) {
    const problems = report.rejected[index]?.problems ?? [];
    expect(problems.length, 'a refused event has a problem').toBeGreaterThan(0);
    for (const { message } of problems) expect(message).not.toBe('');
    if (id !== undefined) expect(report.rejected[index]?.id).toBe(id);
    if (pointers !== undefined) expect([...new Set(problems.map(({ pointer }) => pointer))].sort()).toEqual(pointers);
  }
}
