import { basename } from 'node:path';
import { pipeline } from 'node:stream';
import { parse } from 'csv-parse';
import type { Column } from './columns.js';
import { type Dataset, explainReadError, openTable } from './dataset.js';
import { OuladError } from './oulad-error.js';
import type { Table } from './tables.js';

const BATCH_ROWS = 1_000;

/** The official download writes a missing value as `?`; other copies leave the cell empty. */
const MISSING = new Set(['', '?']);

/**
 * Reads a table in batches of rows, in the order of the file.
 *
 * @throws {@link OuladError} where the file cannot be read, lacks a column, or has a cell that does not fit: the message
 * names the file, the row, the column and the value
 */
export async function* readTable<Row>(dataset: Dataset, table: Table<Row>): AsyncGenerator<Row[]> {
  const path = dataset[table.name];
  const parseRow = rowParser(basename(path), table);
  const parser = parse({ bom: true, columns: true });
  pipeline(openTable(path), parser, () => {});
  try {
    let count = 0;
    let batch: Row[] = [];
    for await (const record of parser) {
      count += 1;
      batch.push(parseRow(record, count));
      if (batch.length === BATCH_ROWS) {
        yield batch;
        batch = [];
      }
    }
    yield batch;
  } catch (error) {
    throw explainReadError(path, error);
  }
}

/** Reads a table that is small enough to be held whole. */
export async function readRows<Row>(dataset: Dataset, table: Table<Row>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of readTable(dataset, table)) rows.push(...batch);
  return rows;
}

type RowParser<Row> = (record: Readonly<Record<string, string>>, rowNumber: number) => Row;

function rowParser<Row>(file: string, table: Table<Row>): RowParser<Row> {
  const columns = Object.entries<Column<unknown>>(table.columns);
  return (record, rowNumber) => {
    const row: Record<string, unknown> = {};
    for (const [name, column] of columns) {
      const cell = record[name];
      if (cell === undefined) throw new OuladError(`${file} has no column ${name}.`);
      const value = column.parse(MISSING.has(cell) ? null : cell);
      if (value === undefined) throw misfit({ file, rowNumber, name, cell, expects: column.expects });
      row[name] = value;
    }
    return row as Row;
  };
}

/** A cell that does not fit, and what was expected of it. */
interface Misfit {
  file: string;
  rowNumber: number;
  name: string;
  cell: string;
  expects: string;
}

function misfit({ file, rowNumber, name, cell, expects }: Misfit): OuladError {
  return new OuladError(`${file}, data row ${rowNumber}: ${name} is ${JSON.stringify(cell)}, not ${expects}.`);
}
