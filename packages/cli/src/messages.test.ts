import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCommand, temporaryDirectory } from './testing/run-command.js';
import { ndjson, smallSchool } from './testing/small-school.js';

const cwd = temporaryDirectory();
const run = (line: string, input = '') => runCommand(line.split(' '), { cwd, input });

beforeAll(async () => {
  await runCommand(['ingest', '-'], { cwd, input: ndjson(smallSchool) });
  writeFileSync(join(cwd, 'no-url.js'), "export default { store: 'school.db' };");
  writeFileSync(join(cwd, 'no-store.js'), "export default { store: 'duckdb:no-url.js' };");
});

describe('what a person typed', () => {
  it.each([
    [
      'query enrollments --grain wek',
      'Expected --grain=wek to be one of: hour, day, week, month, quarter, year; did you mean week?',
    ],
    [
      'query enrollments --format cvs',
      'Expected --format=cvs to be one of: table, csv, json, ndjson; did you mean csv?',
    ],
    ['query enrollments --compare previus_period', '; did you mean previous_period?'],
    ['query enrollments --attempts frist', '; did you mean first?'],
    [
      'query enrollments --grain fortnight',
      'Expected --grain=fortnight to be one of: hour, day, week, month, quarter, year\n',
    ],
    ['completion basch', 'Expected basch to be one of: bash, zsh, fish; did you mean bash?'],
    ['report engagement --grian week', 'Nonexistent flag: --grian; did you mean --grain?'],
    ['report lsit', 'there is no report "lsit"; did you mean the command report list? there are'],
    ['report retentoin', 'there is no report "retentoin"; did you mean retention? there are'],
    ['report module-funnel', 'Error: --course is missing: give it\n'],
    ['analyze retention --weeks 3000', 'Error: --weeks must be at most 520\n'],
    [
      'analyze retention --bins 3',
      'Error: --bins is not for this question; it has --course, --cohort, --weeks, --as-of,',
    ],
    ['query enrollments --limit 0', 'Error: --limit must be 1 or more\n'],
    ['query enrollments --limit two', 'Error: --limit must be a whole number, not two\n'],
    ['dashboard --interval 0', 'Error: --interval must be 1 or more, not 0\n'],
    ['query enrollments --tenant a/b', 'Error: --tenant must be 1 to 64 of the characters'],
    ['query enrollments --last 30x', 'Error: --last "30x" is not a period'],
    ['query enrollments --as-of yesterday', 'Error: --as-of "yesterday" is'],
    ['query enrollments --time-zone Europe/Pariss', 'Error: --time-zone "Europe/Pariss" is not an IANA time zone'],
    ['query enrollments --by course --order-by course:down', '; a direction is :asc or :desc\n'],
    ['query enrollments,completions', '; several are given apart: enrollments completions; there are new_learners,'],
    ['query enrollments --by course,role', '; several are given apart: --by course --by role; there are course,'],
    ['query enrollments --by course role', 'no metric "role"; a dimension is given as --by role; there are'],
    ['query enrollments --time-zone Paris', '; did you mean Europe/Paris?'],
    ['export facts', 'Error: --out is missing\n'],
    ['settings get time-zone more', 'Unexpected argument: more'],
  ])('%s is told what would be right', async (line, message) => {
    const { code, stdout, stderr } = await run(line);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^Error: /);
  });

  it('is told apart from what stood in a file', async () => {
    const { stderr } = await run('report save mine -', '{"metrics":["enrollments"],"limit":0}');
    expect(stderr).toBe('Error: /limit must be 1 or more\n');
    const { stdout } = await run('ask -', '{"report":"module-funnel"}');
    expect(JSON.parse(stdout).error.message).toBe('/course is missing: give it');
  });

  it('is named for programs as well, which find the member in the details', async () => {
    const { stdout } = await run('query enrollments --limit 0 --json');
    expect(JSON.parse(stdout).error).toMatchObject({
      message: '--limit must be 1 or more',
      details: { problems: [{ pointer: '/limit' }] },
    });
  });

  it.each(['query enrollments', 'status', 'migrate', 'ingest -', 'settings set week-start sunday', 'report list'])(
    '%s names the configuration whose store cannot be used',
    async (line) => {
      const noUrl = await run(`${line} --config no-url.js`);
      expect(noUrl.code).toBe(1);
      expect(noUrl.stderr).toMatch(/^Error: the configuration no-url\.js cannot be used: "school\.db" is not the URL/);
    },
  );

  it('names it also where the file is no store', async () => {
    const { code, stderr } = await run('query enrollments --config no-store.js');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Error: the configuration no-store\.js cannot be used: no-url\.js cannot be opened/);
    expect((await run('query enrollments --store duckdb:no-url.js')).stderr).toMatch(/^Error: no-url\.js cannot be/);
  });
});
