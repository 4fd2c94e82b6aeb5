import { expect } from 'vitest';
import type { ExpectedIngest } from '../cases/conformance-case.js';
import type { Row } from '../oracle/oracle.js';
import type { Answer, IngestReport } from './store-session.js';

/** The same rows, byte for byte, in columns that are declared in the same order. */
export function expectRows(answer: Answer, rows: readonly Row[]): void {
  expect(answer.rows).toEqual(rows);
  expect(JSON.stringify(answer.rows), 'the order of the members').toBe(JSON.stringify(rows));
  const columns = answer.columns.map(({ id }) => id);
  for (const row of rows) expect(Object.keys(row), 'the columns').toEqual(columns);
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
