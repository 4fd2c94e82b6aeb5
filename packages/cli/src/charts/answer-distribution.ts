import type { Answer, Row } from '@lms-analytics/core';
import { keyColumn, numberColumn, textColumn } from '../table/column-kinds.js';
import { drawTable } from '../table/draw-table.js';
import { formatCell, formatText } from '../table/format-cell.js';
import { paragraph } from '../table/labelled-lines.js';
import { barColumn } from './bars.js';
import type { Canvas } from './canvas.js';
import { numberOf } from './sparklines.js';

const FULL_MARKS = 100;
const RIGHT = '✓';
const ANSWER = '·';
const DOUBTFUL = 'check the key';
/**
 * A distractor that fewer than one in twenty choose does no work: Haladyna and Downing, How many options is enough for a
 * multiple-choice test item? Educational and Psychological Measurement 53 (1993).
 */
const HARDLY_CHOSEN = 0.05;
/** Free texts can be as many as there are attempts. */
const MOST_ANSWERS = 12;

/** A line of the picture: an item, or an answer to it. */
interface Line {
  readonly name: string;
  readonly row: Row;
  readonly note: string;
}

/** The answers to each item with bars, the right ones and what is odd about others marked. */
export function drawAnswerDistribution({ rows }: Answer, { width, paint }: Canvas): string {
  const lines = itemsOf(rows).flatMap(linesOf);
  const cells = (id: string, unit: 'count' | 'ratio' | 'percent') =>
    lines.map(({ row }) => (row[id] === undefined ? '' : formatCell(row[id], { unit })));
  const shares = lines.map(({ row }) => numberOf(row['share']));
  const table = drawTable(
    [
      keyColumn(
        'Item and answers',
        lines.map(({ name }) => name),
      ),
      numberColumn('Attempts', cells('attempts', 'count')),
      numberColumn('Share', cells('share', 'ratio')),
      barColumn(shares, paint),
      numberColumn('Average score', cells('average_score', 'percent')),
      textColumn(
        '',
        lines.map(({ note }) => note),
      ),
    ],
    width,
  );
  const isDoubtful = lines.some(({ note }) => note === DOUBTFUL);
  return isDoubtful ? `${table}\n${paragraph(`${DOUBTFUL}: more gave this answer than the right one.`, width)}` : table;
}

function itemsOf(rows: readonly Row[]): Row[][] {
  const items = new Map<string, Row[]>();
  for (const row of rows) {
    const item = String(row['item']);
    const answers = items.get(item) ?? [];
    items.set(item, answers);
    answers.push(row);
  }
  return [...items.values()];
}

function linesOf(answers: readonly Row[]): Line[] {
  const [first = {}] = answers;
  const item = { name: formatText(String(first['item'])), row: { attempts: first['share_denominator']! }, note: '' };
  const shown = answers
    .slice(0, MOST_ANSWERS)
    .map((row) => ({ name: answerName(row), row, note: noteOf(row, answers) }));
  const others = answers.slice(MOST_ANSWERS);
  return [item, ...shown, ...(others.length > 0 ? [togetherLine(others)] : [])];
}

function answerName(row: Row): string {
  const answer = row['answer'] === null ? '(none stated)' : formatText(String(row['answer']));
  return `${isRight(row) ? RIGHT : ANSWER} ${answer}`;
}

function togetherLine(others: readonly Row[]): Line {
  const sum = (id: string) => others.reduce((total, row) => total + Number(row[id]), 0);
  const row = { attempts: sum('attempts'), share: sum('share') };
  return { name: `${ANSWER} … ${formatCell(others.length, { unit: 'count' })} others`, row, note: '' };
}

/** Answers come by their number of attempts, the most first. */
function noteOf(row: Row, answers: readonly Row[]): string {
  const right = answers.find(isRight);
  if (right === undefined || row['answer'] === null) return '';
  if (isRight(row)) return 'right';
  if (Number(row['attempts']) > Number(right['attempts'])) return DOUBTFUL;
  return Number(row['share']) < HARDLY_CHOSEN ? 'hardly chosen' : '';
}

/** Whether an answer always got full marks. */
function isRight(row: Row): boolean {
  return row['answer'] !== null && row['average_score'] === FULL_MARKS;
}
