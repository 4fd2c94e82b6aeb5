import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnswerStream, Column, Row } from '../query/answer.js';
import { type CsvOptions, renderCsv } from './render-csv.js';

const columns: Column[] = [
  { id: 'learner.name', title: 'Learner name', kind: 'dimension', type: 'string' },
  { id: 'average_score', title: 'Average score', kind: 'metric', type: 'number', unit: 'percent' },
];

type GivenRow = readonly [string | null, number | null];

const BATCH_ROWS = 1000;

function answer(given: Iterable<GivenRow>): AnswerStream {
  async function* batches(): AsyncGenerator<Row[]> {
    let batch: Row[] = [];
    for (const [name, score] of given) {
      batch.push({ 'learner.name': name, average_score: score });
      if (batch.length < BATCH_ROWS) continue;
      yield batch;
      batch = [];
    }
    yield batch;
  }
  return { period: { from: '', to: '', timeZone: 'UTC' }, columns, batches: batches() };
}

async function render(given: Iterable<GivenRow>, options?: CsvOptions): Promise<string> {
  let text = '';
  for await (const part of renderCsv(answer(given), options)) text += part;
  return text;
}

describe('CSV', () => {
  it('has the ids of the columns, then a line a row, each ended by CRLF', async () => {
    expect(await render([['Ada', 71.5]])).toBe('learner.name,average_score\r\nAda,71.5\r\n');
    expect(await render([])).toBe('learner.name,average_score\r\n');
  });

  it('quotes what would end a cell', async () => {
    expect(
      await render([
        ['a,b', 1],
        ['say "hi"', 2],
        ['two\nlines', 3],
        ['a\rb', 4],
      ]),
    ).toBe('learner.name,average_score\r\n"a,b",1\r\n"say ""hi""",2\r\n"two\nlines",3\r\n"a\rb",4\r\n');
  });

  it('leaves none empty', async () => {
    expect(await render([[null, null]])).toBe('learner.name,average_score\r\n,\r\n');
  });

  it('guards a text that a spreadsheet would run, not a number', async () => {
    const texts = ['=1+1', '+1', '-1', '@a', '\tx', '\0x', 'a=1'];
    const lines = (await render(texts.map((text) => [text, -2.5] as const))).split('\r\n').slice(1, -1);
    expect(lines).toEqual(["'=1+1,-2.5", "'+1,-2.5", "'-1,-2.5", "'@a,-2.5", "'\tx,-2.5", "'\0x,-2.5", 'a=1,-2.5']);
    expect(await render([['\rx', 0]])).toBe('learner.name,average_score\r\n"\'\rx",0\r\n');
  });

  it('writes numbers as JSON does', async () => {
    const numbers = [0, -0.25, 1e21, 1e-7, 9007199254740992];
    const lines = (await render(numbers.map((number) => ['x', number] as const))).split('\r\n').slice(1, -1);
    expect(lines).toEqual(numbers.map((number) => `x,${JSON.stringify(number)}`));
  });

  it('has room for texts of any length', async () => {
    const texts = ['x'.repeat(300_000), 'ä'.repeat(100_000), `${'€'.repeat(70_000)},`, 'z'];
    const [, ...lines] = (await render(texts.map((text) => [text, 1] as const))).split('\r\n');
    expect(lines).toEqual([`${texts[0]},1`, `${texts[1]},1`, `"${texts[2]}",1`, 'z,1', '']);
  });

  it('starts with a byte order mark where that is asked for', async () => {
    expect(await render([['Ada', 1]], { bom: true })).toBe('\ufefflearner.name,average_score\r\nAda,1\r\n');
  });

  it('writes what csv-stringify writes', async () => {
    const format = {
      record_delimiter: 'windows',
      quoted_match: /[\r\n]/,
      cast: { number: (value: number) => JSON.stringify(value) },
    } as const;
    const text = fc.string({ unit: fc.constantFrom('a', ' ', ',', '"', '\r', '\n', "'", '😀') });
    const unguarded = text.map((end) => `a${end}`);
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.option(unguarded), fc.option(number))), async (rows) => {
        expect(await render(rows)).toBe(stringify([columns.map(({ id }) => id), ...rows], format));
      }),
    );
  });

  it('gives rows before all have come', async () => {
    let read = 0;
    function* many(): Generator<readonly [string, number]> {
      for (; read < 100_000; read++) yield ['x', read];
    }
    const parts = renderCsv(answer(many()));
    await parts.next();
    await parts.next();
    expect(read).toBeLessThan(5000);
  });
});
