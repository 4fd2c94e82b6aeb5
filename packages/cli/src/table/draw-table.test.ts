import { describe, expect, it } from 'vitest';
import { drawTable } from './draw-table.js';
import type { TableColumn } from './table-column.js';
import { textWidth } from './text-width.js';

const key: TableColumn = { header: 'Course', align: 'left', isKey: true, cells: ['c1', 'c2'] };
const title: TableColumn = { header: 'Title', align: 'left', isKey: false, cells: ['A long title of a course', '–'] };
const number = (header: string, cells = ['1,234,567', '8']): TableColumn => ({
  header,
  align: 'right',
  isKey: false,
  cells,
});

const widths = (table: string) => table.split('\n').map(textWidth);

describe('a table', () => {
  it('is as wide as it wants where there is room', () => {
    expect(drawTable([key, title, number('Current enrollments')], Number.POSITIVE_INFINITY)).toBe(
      `Course  Title                     Current enrollments
──────  ────────────────────────  ───────────────────
c1      A long title of a course            1,234,567
c2      –                                           8
`,
    );
  });

  it('breaks headers between words, then texts, before anything else', () => {
    expect(drawTable([key, title, number('Current enrollments')], 45)).toBe(
      `Course  Title                         Current
                                  enrollments
──────  ────────────────────────  ───────────
c1      A long title of a course    1,234,567
c2      –                                   8
`,
    );
    expect(drawTable([key, title, number('Current enrollments')], 42)).toBe(
      `Course  Title                      Current
                               enrollments
──────  ─────────────────────  ───────────
c1      A long title of a        1,234,567
        course
c2      –                                8
`,
    );
  });

  it('gives a long header what is left, where that makes it fewer lines', () => {
    expect(drawTable([key, number('Share of the attempts that hold the item', ['70.0%', '8.2%'])], 32)).toBe(
      `Course  Share of the attempts
           that hold the item
──────  ─────────────────────
c1                      70.0%
c2                       8.2%
`,
    );
  });

  it('goes on below, with its key, where it is too wide', () => {
    const table = drawTable(
      [key, title, ...['One', 'Two', 'Three', 'Four', 'Five'].map((header) => number(header))],
      50,
    );
    expect(Math.max(...widths(table))).toBeLessThanOrEqual(50);
    const parts = table.split('\n\n');
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect(part).toMatch(/^Course /);
    expect(table.match(/1,234,567/g)).toHaveLength(5);
  });

  it('never cuts a number, however narrow it is', () => {
    expect(drawTable([key, number('Learning time')], 10)).toContain('1,234,567');
  });

  it('has a header alone without rows', () => {
    expect(drawTable([{ ...key, cells: [] }, number('Enrollments', [])], 80)).toBe('Course  Enrollments\n');
  });
});
