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

  it('gives what is drawn the room that is left, and leaves it out where there is none', () => {
    const bars: TableColumn = { header: '', least: 5, most: 40, draw: (width) => ['█'.repeat(width), ''] };
    expect(drawTable([key, bars, number('Learners')], 40)).toBe(
      `Course                          Learners
──────  ─────────────────────  ─────────
c1      █████████████████████  1,234,567
c2                                     8
`,
    );
    expect(drawTable([key, bars, number('Learners')], 22)).not.toContain('█');
  });

  it.each([40, 80, 120, 200])(
    'fits %i columns with a title of 300 characters, which has four lines at most',
    (width) => {
      const long = { ...title, cells: ['Sehr lange Überschrift '.repeat(14).slice(0, 300), 'x'.repeat(300)] };
      const table = drawTable([key, long, number('Enrollments'), number('Current enrollments')], width);
      expect(Math.max(...widths(table))).toBeLessThanOrEqual(width);
      const lines = table.split('\n').filter((line) => line.includes('xx'));
      expect(lines.length).toBeLessThanOrEqual(4);
      expect(lines.at(-1)!.includes('…')).toBe(width < 120);
    },
  );

  it('does not cut a text where nothing has to fit', () => {
    const long = { ...title, cells: ['x'.repeat(300), '–'] };
    expect(drawTable([key, long], Number.POSITIVE_INFINITY)).toContain('x'.repeat(300));
  });

  it('breaks keys into shorter lines where three of them would not fit', () => {
    const keys = ['Course', 'Assessment', 'Item'].map((header) => ({
      ...key,
      header,
      cells: ['a-name-of-24-characters-', 'x'],
    }));
    const table = drawTable([...keys, number('Share', ['1.0%', '2.0%'])], 60);
    expect(Math.max(...widths(table))).toBeLessThanOrEqual(60);
    expect(table.split('\n\n')).toHaveLength(1);
  });

  it('aligns marks, wide characters and emoji', () => {
    const cells = ['हिन्दी', '日本語', '👩‍🏫 ⚠️ 🇫🇷', 'E\u0301thique', 'ยินดี'];
    const table = drawTable([{ ...key, cells }, number('Learners', ['1', '2', '3', '4', '5'])], 80);
    expect(new Set(widths(table).slice(0, 7))).toEqual(new Set([widths(table)[1]]));
  });

  it('keeps the columns after a text from right to left where they are', () => {
    const table = drawTable([{ ...key, cells: ['مقدمة', 'c2'] }, number('Learners', ['1', '2'])], 80);
    expect(table).toContain('مقدمة\u200e          1\n');
    expect(table).not.toMatch(/c2\u200e/);
  });

  it('has a header alone without rows', () => {
    expect(drawTable([{ ...key, cells: [] }, number('Enrollments', [])], 80)).toBe('Course  Enrollments\n');
  });
});
