import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { collectEvents, writeDataset } from './testing/write-dataset.js';

const ROWS = {
  assessments: ['AAA,2013J,1752,TMA,19,10'],
  vle: ['546652,AAA,2013J,forumng,,'],
  studentInfo: ['AAA,2013J,7,F,Scotland,HE Qualification,,35-55,0,60,N,Pass'],
  studentRegistration: ['AAA,2013J,7,,-3'],
  studentAssessment: ['1752,7,18,0,'],
  studentVle: ['AAA,2013J,7,546652,-10,4', 'AAA,2013J,7,546652,-9,1'],
};

/** Rewrites a table of a dataset. */
function rewrite(directory: string, table: string, change: (csv: string) => string): void {
  const path = join(directory, `${table}.csv`);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

describe('a table may be', () => {
  test('a gzip file', async () => {
    const directory = writeDataset(ROWS);
    const expected = await collectEvents(directory);
    for (const table of ['studentVle', 'studentInfo']) {
      const path = join(directory, `${table}.csv`);
      writeFileSync(`${path}.gz`, gzipSync(readFileSync(path)));
      rmSync(path);
    }
    expect(await collectEvents(directory)).toEqual(expected);
  });

  test('as the official download has it: every value quoted, CR LF, ? for a missing value', async () => {
    const directory = writeDataset(ROWS);
    const expected = await collectEvents(directory);
    const official = (line: string) =>
      line.replaceAll(/[^,]*/g, (cell) => cell && `"${cell}"`).replaceAll(/,(?=,|$)/g, ',"?"');
    for (const table of Object.keys(ROWS)) {
      rewrite(directory, table, (csv) => csv.trimEnd().split('\n').map(official).join('\r\n'));
    }
    expect(readFileSync(join(directory, 'studentRegistration.csv'), 'utf8')).toContain('"7","?","-3"');
    expect(await collectEvents(directory)).toEqual(expected);
  });

  test('without a line break at its end', async () => {
    const directory = writeDataset(ROWS);
    const expected = await collectEvents(directory);
    rewrite(directory, 'studentVle', (csv) => csv.trimEnd());
    expect(await collectEvents(directory)).toEqual(expected);
  });

  test('longer than a chunk of the file', async () => {
    const studentVle = Array.from({ length: 10_000 }, (_, index) => `AAA,2013J,7,546652,${index % 200},${index + 1}`);
    const recorded = await collectEvents(writeDataset({ ...ROWS, studentVle }), 'ActivityRecorded');
    expect(recorded).toHaveLength(10_000);
    expect(recorded.at(-1)).toMatchObject({ id: 'vle-10000', data: { count: 10_000 } });
  });
});

describe('what does not fit is named', () => {
  test('every table that is missing', async () => {
    const directory = writeDataset(ROWS);
    rmSync(join(directory, 'vle.csv'));
    rmSync(join(directory, 'studentVle.csv'));
    await expect(collectEvents(directory)).rejects.toThrow(`${directory} has no vle.csv, studentVle.csv`);
  });

  test('a directory that is none', async () => {
    await expect(collectEvents('/no/such/place')).rejects.toThrow('/no/such/place cannot be read as a directory');
  });

  test('a column that is missing', async () => {
    const directory = writeDataset(ROWS);
    rewrite(directory, 'studentInfo', (csv) => csv.replace('imd_band', 'deprivation'));
    await expect(collectEvents(directory)).rejects.toThrow('studentInfo.csv has no column imd_band.');
  });

  test.each([
    [
      'studentRegistration',
      ['AAA,2013J,7,0,', 'AAA,2014B,7,soon,'],
      'studentRegistration.csv, data row 2: date_registration is "soon", not a whole number or nothing.',
    ],
    [
      'studentAssessment',
      ['1752,7,,0,60'],
      'studentAssessment.csv, data row 1: date_submitted is "", not a whole number.',
    ],
    ['studentAssessment', ['1752,7,1,0,high'], 'score is "high", not a number or nothing.'],
    ['studentAssessment', ['1799,7,1,0,60'], 'assessments has no "1799"'],
    ['studentRegistration', ['BBB,2013J,7,0,'], 'courses has no "BBB-2013J"'],
    ['studentRegistration', ['AAA,2013J,7'], 'studentRegistration.csv cannot be read: Invalid Record Length'],
    [
      'studentVle',
      ['AAA,2013J,7,546652,1,1', 'AAA,2013J,7,546652,,1'],
      'studentVle.csv, data row 2: "AAA,2013J,7,546652,,1"',
    ],
    ['studentVle', ['AAA,2013J,7,546652,1,1.5'], 'studentVle.csv, data row 1:'],
    ['studentVle', ['AAA,2013J,7,546652,1,1,1'], 'studentVle.csv, data row 1:'],
    ['studentVle', ['AAA,2013J,,546652,1,1'], 'studentVle.csv, data row 1:'],
  ])('%s: %j', async (table, rows, message) => {
    await expect(collectEvents(writeDataset({ ...ROWS, [table]: rows }))).rejects.toThrow(message);
  });

  test('other columns in studentVle', async () => {
    const directory = writeDataset(ROWS);
    rewrite(directory, 'studentVle', (csv) => csv.replace('id_student,id_site', 'id_site,id_student'));
    await expect(collectEvents(directory)).rejects.toThrow('studentVle.csv begins with');
  });

  test('a gzip file that is cut off', async () => {
    const directory = writeDataset(ROWS);
    rmSync(join(directory, 'studentVle.csv'));
    const whole = gzipSync('code_module');
    writeFileSync(join(directory, 'studentVle.csv.gz'), whole.subarray(0, whole.length - 9));
    await expect(collectEvents(directory)).rejects.toThrow('studentVle.csv.gz cannot be read: unexpected end of file');
  });
});
