import type { Answer, Row } from '@lms-analytics/core';
import type { Paint } from '../output/paint.js';
import { formatCell } from '../table/format-cell.js';
import { paragraph } from '../table/labelled-lines.js';
import { padText, textWidth, widestOf } from '../table/text-width.js';
import type { Canvas } from './canvas.js';
import { SHADES, shadeOf } from './shades.js';

/** A shade, three digits, a mark or a blank; and a blank where all weeks have room for it. */
const CELL_WIDTHS = { narrow: 5, wide: 6 };
const DIGITS = 3;
const PARTLY = '*';

/** How many learners came back, of how many. */
interface Part {
  readonly retained: number;
  readonly members: number;
}

interface Cohort {
  readonly name: string;
  readonly size: number;
  /** By week. */
  readonly weeks: ReadonlyMap<number, Part>;
}

/**
 * Retention as a triangle: a line a cohort, a column a week, its share in percent and as a shade; below, all of them
 * together.
 */
export function drawRetention({ rows }: Answer, { width, paint }: Canvas): string {
  const cohorts = cohortsOf(rows);
  const all = together(cohorts);
  const lines = cohorts.length > 1 ? [...cohorts, all] : cohorts;
  const labels = labelsOf(lines);
  const weeks = [...all.weeks.keys()].sort((a, b) => a - b);
  const room = width - textWidth(labels[0]!) - 1;
  const cell = weeks.length * CELL_WIDTHS.wide <= room ? CELL_WIDTHS.wide : CELL_WIDTHS.narrow;
  const most = Math.max(1, Math.min(weeks.length, Math.floor(room / cell)));
  return [
    paragraph('Percent of a cohort active in the course, by week since each learner enrolled', width),
    ...inBlocks(weeks, most).map((block) => drawBlock(block, lines, { labels, cell, paint })),
    legend(cohorts)
      .map((line) => paragraph(line, width))
      .join(''),
  ].join('\n');
}

function cohortsOf(rows: readonly Row[]): Cohort[] {
  const cohorts = new Map<string, Cohort & { readonly weeks: Map<number, Part> }>();
  for (const row of rows) {
    const name = String(row['cohort']);
    const cohort = cohorts.get(name) ?? { name, size: Number(row['size']), weeks: new Map() };
    cohorts.set(name, cohort);
    const [retained, members] = [Number(row['retained_numerator']), Number(row['retained_denominator'])];
    cohort.weeks.set(Number(row['k']), { retained, members });
  }
  return [...cohorts.values()];
}

function together(cohorts: readonly Cohort[]): Cohort {
  const weeks = new Map<number, Part>();
  for (const [week, { retained, members }] of cohorts.flatMap((cohort) => [...cohort.weeks])) {
    const sum = weeks.get(week) ?? { retained: 0, members: 0 };
    weeks.set(week, { retained: sum.retained + retained, members: sum.members + members });
  }
  return { name: 'All', size: cohorts.reduce((sum, { size }) => sum + size, 0), weeks };
}

/** The heading, then a cohort and its size a line. */
function labelsOf(cohorts: readonly Cohort[]): string[] {
  const names = ['Cohort', ...cohorts.map(({ name }) => name)];
  const sizes = ['Size', ...cohorts.map(({ size }) => formatCell(size, { unit: 'count' }))];
  const [nameWidth, sizeWidth] = [widestOf(names), widestOf(sizes)];
  return names.map((name, place) => `${padText(name, nameWidth)}  ${padText(sizes[place]!, sizeWidth, 'right')}`);
}

function inBlocks(weeks: readonly number[], most: number): number[][] {
  return Array.from({ length: Math.ceil(weeks.length / most) }, (_, block) =>
    weeks.slice(block * most, (block + 1) * most),
  );
}

/** How cells are drawn. */
interface Cells {
  readonly labels: readonly string[];
  readonly cell: number;
  readonly paint: Paint;
}

function drawBlock(weeks: readonly number[], cohorts: readonly Cohort[], { labels, cell, paint }: Cells): string {
  const [heading = '', ...names] = labels;
  const headings = weeks.map((week) =>
    String(week)
      .padStart(DIGITS + 1)
      .padEnd(cell),
  );
  const header = `${heading} ${headings.join('')}`.trimEnd();
  const lines = cohorts.map((cohort, place) => {
    const cells = weeks.map((week) => padText(drawCell(cohort, week, paint), cell));
    return `${names[place]} ${cells.join('')}`.trimEnd();
  });
  return [header, '─'.repeat(header.length), ...lines].map((line) => `${line}\n`).join('');
}

function drawCell(cohort: Cohort, week: number, paint: Paint): string {
  const part = cohort.weeks.get(week);
  if (part === undefined) return '';
  const share = part.retained / part.members;
  const percent = String(Math.round(100 * share)).padStart(DIGITS);
  return paint('bar', shadeOf(share)) + percent + (isPartly(cohort, part) ? PARTLY : '');
}

/** Whether the week is over for some members of a cohort alone. */
function isPartly({ size }: Cohort, { members }: Part): boolean {
  return members < size;
}

function legend(cohorts: readonly Cohort[]): string[] {
  const steps = SHADES.map((shade, place) => `${shade} to ${((place + 1) * 100) / SHADES.length}`);
  const hasPartly = cohorts.some((cohort) => [...cohort.weeks.values()].some((part) => isPartly(cohort, part)));
  return [steps.join('  '), ...(hasPartly ? [`${PARTLY} of those for whom that week is over`] : [])];
}
