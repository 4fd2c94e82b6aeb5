import type { Answer, Row } from '@lms-analytics/core';
import { keyColumn, numberColumn, textColumn } from '../table/column-kinds.js';
import { drawTable } from '../table/draw-table.js';
import { formatCell, formatText } from '../table/format-cell.js';
import type { Canvas } from './canvas.js';

/** What a step is, in words; `of` is the module or assessment. */
const SENTENCES: Readonly<Record<string, (of: string) => string>> = {
  enrolled: () => 'enrolled',
  withdrawn: () => 'withdrew',
  completed: () => 'completed the course',
  revoked: () => 'the completion was revoked',
  module_completed: (of) => `completed module ${of}`,
  attempt_started: (of) => `began ${of}`,
  attempt_completed: (of) => `finished ${of}`,
};

/** A timeline: a line a step, its day where it is another than that of the step before. */
export function drawLearnerSteps({ rows }: Answer, { width }: Canvas): string {
  const times = rows.map((row) => formatCell(row['at'], { type: 'instant' }).split(' ') as [string, string]);
  return drawTable(
    [
      keyColumn(
        'Day (UTC)',
        times.map(([day], place) => (day === times[place - 1]?.[0] ? '' : day)),
      ),
      keyColumn(
        'Time',
        times.map(([, time]) => time),
      ),
      textColumn(
        'Course',
        rows.map((row) => formatCell(row['course'], {})),
      ),
      textColumn('Step', rows.map(sentence)),
      numberColumn(
        'Score',
        rows.map((row) => (row['score_percent'] === null ? '' : formatCell(row['score_percent'], { unit: 'percent' }))),
      ),
    ],
    width,
  );
}

function sentence({ kind, of }: Row): string {
  const words = SENTENCES[String(kind)];
  return words ? words(formatText(String(of))) : formatText(String(kind));
}
