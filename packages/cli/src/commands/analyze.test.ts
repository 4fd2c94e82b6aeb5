import { stripVTControlCharacters } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { quizSchool } from '../testing/quiz-school.js';
import { runCommand, temporaryDirectory } from '../testing/run-command.js';
import { ndjson } from '../testing/small-school.js';

const cwd = temporaryDirectory();
const march = ['--from', '2026-03-01', '--to', '2026-04-01'];
const analyze = (...args: string[]) => runCommand(['analyze', ...args], { cwd });

async function rows(...args: string[]) {
  return JSON.parse((await analyze(...args, '--json')).stdout).rows;
}

beforeAll(() => runCommand(['ingest', '-'], { cwd, input: ndjson(quizSchool) }));

describe('analyze', () => {
  it('answers each analysis with its parameters as flags', async () => {
    const quiz = ['--course', 'logic', '--assessment', 'quiz', ...march];
    expect(await rows('module_funnel', '--course', 'logic', ...march)).toHaveLength(3);
    expect(await rows('retention', '--cohort', 'month', '--weeks', '2', ...march)).toMatchObject([
      { cohort: '2026-03-01', k: 0, size: 2, retained: 1 },
      { cohort: '2026-03-01', k: 1, size: 2, retained: 1 },
    ]);
    expect(await rows('score_distribution', ...quiz, '--bins', '2', '--attempts', 'last')).toMatchObject([
      { bin: 1, attempts: 1 },
      { bin: 2, attempts: 1 },
    ]);
    expect(await rows('item_analysis', ...quiz, '--attempts', 'all')).toMatchObject([{ item: 'q1', answered: 3 }, {}]);
    expect(await rows('answer_distribution', ...quiz, '--item', 'q1')).toMatchObject([
      { item: 'q1', answer: 'A', attempts: 1 },
      { item: 'q1', answer: 'B', attempts: 1 },
    ]);
    expect(await rows('learner_progress', '--user', 'ada')).toMatchObject([{ course: 'logic', progress: 1 }]);
    expect((await rows('learner_steps', '--user', 'bob')).map(({ kind }: { kind: string }) => kind)).toEqual([
      'enrolled',
      'module_completed',
      'attempt_completed',
    ]);
    expect(await rows('activity_heatmap', '--course', 'logic', ...march)).toHaveLength(168);
    expect(await rows('top_courses', '--metric', 'activities', '--limit', '1', ...march)).toEqual([
      { course: 'logic', activities: 8 },
    ]);
  });

  it('draws each analysis in its own way', async () => {
    const quiz = ['--course', 'logic', '--assessment', 'quiz', ...march];
    const drawn = async (...args: string[]) => (await analyze(...args)).stdout;
    expect(await drawn('module_funnel', '--course', 'logic', ...march)).toMatch(
      /^1 Sentences +2 +100\.0% +█{40} +0 \(/m,
    );
    expect(await drawn('retention', '--cohort', 'month', '--weeks', '2', ...march)).toMatch(
      /^2026-03-01 {5}2 █100 {2}█100$/m,
    );
    expect(await drawn('score_distribution', ...quiz, '--bins', '2', '--attempts', 'all')).toMatch(
      /^50% and above +2 +66\.7% +█+\n\n3 attempts$/m,
    );
    expect(await drawn('item_analysis', ...quiz, '--attempts', 'all')).toMatch(/^! There are fewer than 30 attempts/m);
    expect(await drawn('answer_distribution', ...quiz, '--item', 'q1')).toMatch(
      /^✓ A +1 +50\.0% +█+ +100\.0% +right$/m,
    );
    expect(await drawn('learner_progress', '--user', 'bob')).toMatch(/^logic +enrolled +1 of 2 +█+ +2026-03-10 /m);
    expect(await drawn('learner_steps', '--user', 'bob')).toMatch(
      /^2026-03-10 {2}09:00 {2}logic {3}finished quiz +0\.0%$/m,
    );
    expect(await drawn('top_courses', '--metric', 'activities', ...march)).toMatch(/^logic +8 +█{40}$/m);
  });

  it('has colours where they are forced, and the same text without', async () => {
    const funnel = ['module_funnel', '--course', 'logic', ...march];
    const coloured = await runCommand(['analyze', ...funnel], { cwd, env: { FORCE_COLOR: '1' } });
    const { stdout } = await analyze(...funnel);
    expect(stdout).not.toContain('\u001b');
    expect(coloured.stdout).toContain('\u001b[36m█');
    expect(stripVTControlCharacters(coloured.stdout)).toBe(stdout);
  });

  it('fits the columns that COLUMNS says, where it is not on a terminal', async () => {
    const quiz = ['--course', 'logic', '--assessment', 'quiz', ...march];
    for (const args of [
      ['module_funnel', '--course', 'logic', ...march],
      ['item_analysis', ...quiz],
      ['learner_progress', '--user', 'ada'],
    ]) {
      const { stdout } = await runCommand(['analyze', ...args], { cwd, env: { COLUMNS: '60' } });
      expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
    }
  });

  it('draws weekdays and hours as a map, and writes them as rows elsewhere', async () => {
    const heatmap = ['activity_heatmap', ...march];
    const { stdout } = await analyze(...heatmap);
    expect(stdout).toMatch(/^ {11}00 {4}03 {4}06 /m);
    expect(stdout).toMatch(/^Monday {5} {40}▓▓ {6} {2}2$/m);
    expect((await analyze(...heatmap, '--format', 'csv')).stdout).toMatch(/^1,20,2\r$/m);
  });

  it('writes a row a line as NDJSON', async () => {
    const { stdout } = await analyze('learner_steps', '--user', 'bob', '--format', 'ndjson');
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(JSON.parse(lines[0]!)).toEqual({
      at: '2026-03-02T09:00:00.000Z',
      course: 'logic',
      kind: 'enrolled',
      of: null,
      score_percent: null,
    });
  });

  it('shows instants to the minute, and where there is nothing', async () => {
    expect((await analyze('learner_steps', '--user', 'bob')).stdout).toMatch(
      /^Day \(UTC\) .*\n.*\n2026-03-02 {2}09:00 {2}logic/,
    );
    const { code, stderr } = await analyze('learner_progress', '--user', 'nobody');
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'There is nothing to show.\n' });
  });

  it('explains', async () => {
    const { stdout } = await analyze('retention', '--explain', ...march);
    expect(stdout).toMatch(/^analysis {2}retention\n/m);
  });

  it.each([
    [
      'an analysis that is not there',
      ['retenton'],
      'there is no analysis "retenton"; did you mean retention? there are',
    ],
    ['a parameter that is missing', ['learner_progress'], '--user is missing: give it'],
    [
      'a parameter that it has not',
      ['retention', '--user', 'ada'],
      '--user is not for this question; it has --course, --cohort, --weeks, --as-of,',
    ],
    ['a number that is none', ['retention', '--weeks', 'x'], '--weeks must be a whole number, not x'],
    ['a number that is too small', ['retention', '--weeks', '0'], '--weeks must be 1 or more'],
    ['a flag that there is not', ['retention', '--week', '3'], 'Nonexistent flag: --week; did you mean --weeks?'],
  ])('refuses %s with 2', async (_name, args, message) => {
    const { code, stdout, stderr } = await analyze(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`Error: ${message}`);
  });

  it('gives an error as JSON with --json, with what was meant', async () => {
    const { stdout, stderr } = await analyze('retenton', '--json');
    expect(stderr).toBe('');
    expect(JSON.parse(stdout).error).toMatchObject({ code: 'unknown_analysis', details: { suggestion: 'retention' } });
  });
});
