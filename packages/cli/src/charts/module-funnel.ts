import type { Answer, Row } from '@lms-analytics/core';
import { keyColumn, numberColumn } from '../table/column-kinds.js';
import { drawTable } from '../table/draw-table.js';
import { formatCell, formatText } from '../table/format-cell.js';
import { paragraph } from '../table/labelled-lines.js';
import { barColumn } from './bars.js';
import type { Canvas } from './canvas.js';
import { numberOf } from './sparklines.js';

/** A funnel: a bar a step, its share of those who began, and how many the step lost; below, where most are lost. */
export function drawModuleFunnel({ rows }: Answer, { width, paint }: Canvas): string {
  const shares = rows.map((row) => numberOf(row['share']));
  const cells = (id: string, unit: 'count' | 'ratio') => rows.map((row) => formatCell(row[id], { unit }));
  const table = drawTable(
    [
      keyColumn('Step', rows.map(stepName)),
      numberColumn('Learners', cells('learners', 'count')),
      numberColumn('Of those enrolled', cells('share', 'ratio')),
      barColumn(shares, paint),
      numberColumn(
        'Step loss',
        rows.map((row, place) => lossText(row, rows[place - 1])),
      ),
    ],
    width,
  );
  return [table, ...notes(rows)].map((text, place) => (place === 0 ? text : paragraph(text, width))).join('\n');
}

function stepName({ step, module, title }: Row): string {
  if (module === null) return 'Enrolled';
  return `${step} ${formatText(String(title ?? module))}`;
}

function lossText(row: Row, before: Row | undefined): string {
  if (before === undefined) return '';
  const lost = Number(before['learners']) - Number(row['learners']);
  return `${formatCell(lost, { unit: 'count' })} (${formatCell(row['drop'], { unit: 'ratio' })})`;
}

function notes(rows: readonly Row[]): string[] {
  const worst = rows.reduce((most, row, place) => (drop(row) > drop(rows[most]) ? place : most), 0);
  const hasGain = rows.some((row) => drop(row) < 0);
  return [
    ...(drop(rows[worst]) > 0
      ? [`Most are lost at ${stepName(rows[worst]!)}: ${lossOf(rows[worst]!, rows[worst - 1]!)}.`]
      : []),
    ...(hasGain ? ['Modules may be done in any order: a loss below 0 is more learners than at the step before.'] : []),
  ];
}

function lossOf(row: Row, before: Row): string {
  const [learners, left] = [Number(before['learners']), Number(row['learners'])];
  const count = (value: number) => formatCell(value, { unit: 'count' });
  return `${count(learners - left)} of ${count(learners)} (${formatCell(row['drop'], { unit: 'ratio' })})`;
}

function drop(row: Row | undefined): number {
  return numberOf(row?.['drop']) ?? 0;
}
