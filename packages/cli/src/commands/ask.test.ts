import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ended, runCommand, startCommand, temporaryDirectory } from '../testing/run-command.js';
import { ndjson, smallSchool } from '../testing/small-school.js';

const cwd = temporaryDirectory();
const enrollments = { metrics: ['enrollments'], last: 'all' };

async function ask(input: string, ...flags: string[]) {
  const { code, stdout, stderr } = await runCommand(['ask', '-', ...flags], { cwd, input });
  return {
    code,
    stderr,
    answers: stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line)),
  };
}

beforeAll(async () => {
  await runCommand(['ingest', '-'], { cwd, input: ndjson(smallSchool) });
  await runCommand(['ingest', '-', '--tenant', 'north'], { cwd, input: ndjson(smallSchool.slice(0, 5)) });
});

describe('ask', () => {
  it('answers in the order of the questions, an error where one cannot be asked', async () => {
    const questions = [
      JSON.stringify(enrollments),
      JSON.stringify({ metrics: ['enrolments'] }),
      'nonsense',
      JSON.stringify({ ...enrollments, colour: 'red' }),
      '7',
      JSON.stringify({ report: 'course-performance', last: 'all' }),
      JSON.stringify({ analysis: 'top_courses', metric: 'enrollments', last: 'all' }),
      JSON.stringify({ report: 'custom', metrics: ['enrollments'], last: 'all' }),
      JSON.stringify({ analysis: 'top_course' }),
      JSON.stringify({ report: 'engagement', course: 'c1' }),
    ];
    const { code, stderr, answers } = await ask(`${questions.join('\n')}\n`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(answers).toHaveLength(10);
    expect(answers[0].rows).toEqual([{ enrollments: 4 }]);
    expect(answers[1]).toMatchObject({ error: { code: 'unknown_metric', details: { metric: 'enrolments' } } });
    expect(answers[2].error.code).toBe('invalid_query');
    expect(answers[2].error.message).toMatch(/must be JSON/);
    expect(answers[3].error.message).toContain('colour');
    expect(answers[4].error.code).toBe('invalid_query');
    expect(answers[5]).toMatchObject({ id: 'course-performance', rows: [{ course: 'c1' }, { course: 'c2' }] });
    expect(answers[6]).toMatchObject({ id: 'top_courses', rows: [{ course: 'c1', enrollments: 3 }, { course: 'c2' }] });
    expect(answers[7]).toMatchObject({ id: 'custom', rows: [{ enrollments: 4 }] });
    expect(answers[8].error).toMatchObject({ code: 'unknown_analysis', details: { suggestion: 'top_courses' } });
    expect(answers[9].error.message).toContain('has no member "course"');
  });

  it('gives the same answer as query and report', async () => {
    const { stdout } = await runCommand(['query', 'enrollments', '--by', 'course', '--as-of', '2026-04-01', '--json'], {
      cwd,
    });
    const { answers } = await ask(JSON.stringify({ metrics: ['enrollments'], by: ['course'], asOf: '2026-04-01' }));
    expect(answers).toEqual([JSON.parse(stdout)]);
  });

  it('takes an array, and one object over several lines', async () => {
    expect((await ask(JSON.stringify([enrollments, enrollments], null, 2))).answers).toHaveLength(2);
    expect((await ask(JSON.stringify(enrollments, null, 2))).answers).toMatchObject([{ rows: [{ enrollments: 4 }] }]);
    expect((await ask('')).answers).toEqual([]);
  });

  it('answers each line where the first one is wrong', async () => {
    const { answers } = await ask(`{"metrics":\n${JSON.stringify(enrollments)}\n`);
    expect(answers).toMatchObject([{ error: { code: 'invalid_query' } }, { rows: [{ enrollments: 4 }] }]);
  });

  it('asks about the tenant of the question, else that of --tenant', async () => {
    const questions = ndjson([enrollments, { ...enrollments, tenantId: 'default' }, { ...enrollments, tenantId: '' }]);
    const { answers } = await ask(questions, '--tenant', 'north');
    expect(answers[0].rows).toEqual([{ enrollments: 1 }]);
    expect(answers[1].rows).toEqual([{ enrollments: 4 }]);
    expect(answers[2].error.code).toBe('invalid_query');
  });

  it('reads a file', async () => {
    writeFileSync(join(cwd, 'questions.ndjson'), ndjson([enrollments]));
    const { code, stdout } = await runCommand(['ask', 'questions.ndjson'], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).rows).toEqual([{ enrollments: 4 }]);
    expect((await runCommand(['ask', 'missing.ndjson'], { cwd })).code).toBe(1);
  });

  it('answers a question before the next one is asked', async () => {
    const child = startCommand(['ask', '-'], { cwd });
    child.stdin.write(`${JSON.stringify(enrollments)}\n`);
    const [first] = await once(child.stdout, 'data');
    expect(JSON.parse(String(first)).rows).toEqual([{ enrollments: 4 }]);
    const result = ended(child);
    child.stdin.end(`${JSON.stringify(enrollments)}\n`);
    expect(JSON.parse((await result).stdout).rows).toEqual([{ enrollments: 4 }]);
  });
});
