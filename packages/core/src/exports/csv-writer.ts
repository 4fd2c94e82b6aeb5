import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ViewColumnType } from '../facts/fact-views.js';
import { type ColumnReader, readBatches } from '../query/answer.js';
import { renderCsv } from '../reports/render-csv.js';
import type { StoredValue } from '../stores/analytics-store.js';
import type { FactsWriter } from './facts-writer.js';

/** Writes CSV by the rules of answers: RFC 4180, none is empty, a text that begins as a formula does gets a `'`. */
export const csvWriter: FactsWriter = {
  async write(path, { view, batches }) {
    const readers = Object.entries(view.columns).map(([id, { type }], place) => columnReader({ id, type, place }));
    const rows = readBatches(batches, readers);
    const parts = renderCsv({ columns: readers.map(({ column }) => column), batches: rows });
    await pipeline(Readable.from(parts), createWriteStream(path));
  },
  close: () => undefined,
};

function columnReader({ id, type, place }: { id: string; type: ViewColumnType; place: number }): ColumnReader {
  const write = written[type];
  return {
    column: { id, title: id, kind: 'fact', type: 'string' },
    read: (stored) => {
      const value = stored[place]!;
      return value === null ? null : write(value);
    },
  };
}

const text = (value: NonNullable<StoredValue>) => String(value);
/** So many units are one. Values are far below 2⁵³, so that the quotient is written as its decimal. */
const decimal = (units: number) => (value: NonNullable<StoredValue>) => Number(value) / units;

const written: Record<ViewColumnType, (value: NonNullable<StoredValue>) => string | number> = {
  text,
  json: text,
  boolean: text,
  instant: (value) => new Date(Number(value)).toISOString(),
  seconds: decimal(1000),
  percent: decimal(1_000_000),
  points: Number,
  count: Number,
};
