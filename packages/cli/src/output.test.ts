import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExampleFolder } from './testing/example-folder.js';

const CONTROL_CODE = '\u001b';
const manyRows = 'lms-analytics query active_learners --by course --by role --grain hour --last 13w';
const folder = new ExampleFolder();

beforeAll(() => folder.prepare());
afterAll(() => folder.remove());

describe('a reader that goes early', () => {
  it.concurrent.each([
    `{ ${manyRows} --format csv; echo "exit $?" >&2; } | head -1`,
    `{ ${manyRows} --format ndjson; echo "exit $?" >&2; } | head -1`,
    `{ ${manyRows} --format json; echo "exit $?" >&2; } | head -c 1`,
    `{ ${manyRows}; echo "exit $?" >&2; } | head -1`,
    '{ lms-analytics report course-performance --last all --format csv; echo "exit $?" >&2; } | true',
    '{ lms-analytics metrics list; echo "exit $?" >&2; } | true',
    '{ lms-analytics status --json; echo "exit $?" >&2; } | true',
    '{ lms-analytics query --help; echo "exit $?" >&2; } | true',
    '{ lms-analytics ingest events.ndjson; echo "exit $?" >&2; } | true',
    '{ lms-analytics simulate; echo "exit $?" >&2; } | head -1',
    `yes '{"metrics": ["enrollments"], "last": "all"}' | { lms-analytics ask -; echo "exit $?" >&2; } | head -1`,
  ])('is not an error of %s', async (line) => {
    expect((await folder.run(line)).stderr).toBe('exit 0\n');
  });

  it.concurrent('leaves the exit code of what went wrong', async () => {
    const [wrong, rejected] = ['query enrolments --json', 'ingest - --json'];
    const after = 'echo "exit $?" >&2';
    expect((await folder.run(`{ lms-analytics ${wrong}; ${after}; } | true`)).stderr).toBe('exit 2\n');
    const { stderr } = await folder.run(`echo nonsense | { lms-analytics ${rejected} 2>/dev/null; ${after}; } | true`);
    expect(stderr).toBe('exit 3\n');
  });
});

describe.runIf(existsSync('/dev/full'))('a full disk', () => {
  it.concurrent.each(['status', 'query enrollments --json', 'simulate', 'ingest events.ndjson'])(
    'is said in one line by %s, which fails',
    async (line) => {
      const { code, stderr } = await folder.run(`lms-analytics ${line} > /dev/full`);
      expect(stderr).toMatch(/^Error: the result cannot be written to stdout: ENOSPC.*\n$/);
      expect(code).toBe(1);
    },
  );

  it.concurrent('leaves the error to stderr, and its exit code, where that was to be JSON', async () => {
    const { code, stderr } = await folder.run('lms-analytics query enrolments --json > /dev/full');
    expect(stderr).toMatch(/^Error: there is no metric "enrolments"/);
    expect(code).toBe(2);
    expect(await folder.run('lms-analytics reprot --json > /dev/full')).toMatchObject({ code: 2 });
  });
});

/** Runs a line on a terminal; what it writes to stdout and stderr comes together. */
const onTerminal = (environment: string, line: string) =>
  folder.run(`${environment} script -qec "stty cols 80; ${line}" /dev/null`);

describe.runIf(existsSync('/usr/bin/script') && process.platform === 'linux')('on a terminal', () => {
  const lines = [
    'lms-analytics ingest events.ndjson',
    'lms-analytics status',
    'lms-analytics dashboard',
    'lms-analytics query enrollments --by course --last all',
    'lms-analytics analyze activity_heatmap --last all',
    'lms-analytics --help',
    'lms-analytics ask --help',
    'lms-analytics reprot',
    `${manyRows} --format csv > rows.csv`,
  ];

  it.concurrent.each(lines)('with NO_COLOR, %s writes no control codes', async (line) => {
    const { code, stdout } = await onTerminal('NO_COLOR=1', line);
    expect(code).toBe(line.endsWith('reprot') ? 2 : 0);
    expect(stdout).not.toContain(CONTROL_CODE);
  });

  it.concurrent('that knows none, there are none', async () => {
    expect((await onTerminal('TERM=dumb', lines[0]!)).stdout).not.toContain(CONTROL_CODE);
  });

  it.concurrent('what an id brings is shown, and does nothing; a file has it as it is', async () => {
    const data = { userId: 'ada', courseId: '\u001b[2J\u009b2J,\n\r' };
    const event = { id: 'e1', type: 'UserEnrolled', occurredAt: '2026-03-02T09:00:00Z', data };
    const ingest = `printf %s '${JSON.stringify(event)}' | lms-analytics ingest - --store duckdb:e.duckdb > taken.txt`;
    const query = 'lms-analytics query enrollments --by course --last all --store duckdb:e.duckdb';
    for (const format of ['csv', 'json', 'ndjson']) {
      const { stdout } = await onTerminal(`${ingest};`, `${query} --format ${format}`);
      expect(stdout).toContain('[2J');
      for (const code of [CONTROL_CODE, '\u009b']) expect(stdout).not.toContain(code);
    }
    const csv = 'course,enrollments\r\n"\u001b[2J\u009b2J,\n\r",1\r\n';
    expect((await folder.run(`${ingest}; ${query} --format csv`)).stdout).toBe(csv);
  });

  it.concurrent('a long work is a bar, which goes when it is done', async () => {
    const { stdout } = await onTerminal('TERM=xterm', lines[0]!);
    expect(stdout).toContain(CONTROL_CODE);
    expect((await onTerminal('TERM=xterm', `${lines[0]} --no-progress`)).stdout).not.toContain(CONTROL_CODE);
  });

  it.concurrent('with the results in a file, the rows are counted', async () => {
    const { stdout } = await onTerminal('TERM=xterm', `${manyRows} --format csv > rows.csv`);
    expect(stdout).toMatch(/[\d,]+ rows, [\d,]+\/s/);
  });
});
