import { basename } from 'node:path';
import { wholeNumber } from './columns.js';
import { type Dataset, explainReadError, openTable } from './dataset.js';
import { OuladError } from './oulad-error.js';
import type { ClickRow } from './tables.js';

const HEADER = 'code_module,code_presentation,id_student,id_site,date,sum_click';
const COLUMN_COUNT = HEADER.split(',').length;

/**
 * Reads studentVle in batches of rows, in the order of the file.
 *
 * The table holds codes, ids and whole numbers alone: no value has a comma or a line break, so that a line can be split
 * as it is. csv-parse reads 0.5 million rows a second, which would double the time of the conversion; this reads 2.5.
 *
 * @throws {@link OuladError} where the file cannot be read or a line does not fit; the message names file and row
 */
export async function* readClicks(dataset: Dataset): AsyncGenerator<ClickRow[]> {
  const path = dataset.studentVle;
  const file = basename(path);
  // The header is row 0.
  let row = 0;
  try {
    for await (const lines of readLines(path)) {
      const clicks: ClickRow[] = [];
      for (const line of lines) {
        if (row === 0) requireHeader(line, file);
        else clicks.push(parseClick(line, row, file));
        row += 1;
      }
      yield clicks;
    }
  } catch (error) {
    throw explainReadError(path, error);
  }
}

async function* readLines(path: string): AsyncGenerator<string[]> {
  let rest = '';
  for await (const chunk of openTable(path)) {
    const lines = (rest + withoutQuotes(chunk)).split('\n');
    rest = lines.pop()!;
    yield lines;
  }
  if (rest !== '') yield [rest];
}

/** The official download quotes every value and ends lines with CR LF; neither says anything here. */
function withoutQuotes(chunk: string): string {
  return chunk.includes('"') || chunk.includes('\r') ? chunk.replaceAll(/["\r]/g, '') : chunk;
}

function requireHeader(line: string, file: string): void {
  if (line !== HEADER) throw new OuladError(`${file} begins with ${JSON.stringify(line)}, not with ${HEADER}.`);
}

function parseClick(line: string, row: number, file: string): ClickRow {
  const cells = line.split(',');
  const [code_module = '', code_presentation = '', id_student = '', id_site = ''] = cells;
  const date = wholeNumber(cells[4]);
  const sum_click = wholeNumber(cells[5]);
  if (cells.length !== COLUMN_COUNT || id_student === '' || date === undefined || sum_click === undefined) {
    throw new OuladError(`${file}, data row ${row}: ${JSON.stringify(line)} does not fit ${HEADER}.`);
  }
  return { row, code_module, code_presentation, id_student, id_site, date, sum_click };
}
