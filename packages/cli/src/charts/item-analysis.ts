import type { Answer } from '@lms-analytics/core';
import type { Paint } from '../output/paint.js';
import { keyColumn, numberColumn } from '../table/column-kinds.js';
import { drawTable } from '../table/draw-table.js';
import { formatCell, formatText } from '../table/format-cell.js';
import { paragraph } from '../table/labelled-lines.js';
import { renderSummary } from '../table/render-summary.js';
import type { Canvas } from './canvas.js';
import { oddities, wholeOddities } from './item-judgements.js';

const [ODD, USUAL] = ['!', '·'];
/** Keeps a mark in the line of its item. */
const NO_BREAK = '\u00a0';
/** Shorter than the titles, so that all stand side by side on 80 columns. */
const FIGURES = [
  ['Answered', 'answered', { unit: 'count' }],
  ['Facility', 'facility', { unit: 'percent' }],
  ['Discrim. index', 'discrimination_index', { unit: 'percent' }],
  ['Point biserial', 'point_biserial', {}],
  ['Discrim. eff.', 'discriminative_efficiency', { unit: 'percent' }],
  ['SD', 'sd', { unit: 'percent' }],
] as const;

/** The figures of items, those that are odd marked, and why; the figures of the whole. */
export function drawItemAnalysis({ rows, summary = {} }: Answer, { width, paint }: Canvas): string {
  const items = rows.map((row) => ({ name: formatText(String(row['item'])), reasons: oddities(row) }));
  const marked = items.map(
    ({ name, reasons }) => `${reasons.length > 0 ? paint('odd', ODD) : USUAL}${NO_BREAK}${name}`,
  );
  const figures = FIGURES.map(([header, id, format]) =>
    numberColumn(
      header,
      rows.map((row) => formatCell(row[id], format)),
    ),
  );
  const why = [
    ...items.flatMap(({ name, reasons }) => reasons.map((reason) => `${name}: ${reason}.`)),
    ...wholeOddities(summary),
  ];
  return [
    drawTable([keyColumn('  Item', marked), ...figures], width),
    ...(why.length > 0 ? [drawOddities(why, { width, paint })] : []),
    renderSummary(summary),
  ].join('\n');
}

function drawOddities(why: readonly string[], { width, paint }: { width: number; paint: Paint }): string {
  const lines = why.map((text) => paragraph(text, width - ODD.length - 1).trimEnd());
  return lines.map((text) => `${paint('odd', ODD)} ${text.replaceAll('\n', '\n  ')}\n`).join('');
}
