import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { quizSchool } from '../testing/quiz-school.js';
import { runCommand, temporaryDirectory } from '../testing/run-command.js';
import { ndjson } from '../testing/small-school.js';

const modules = fileURLToPath(new URL('../../../../node_modules', import.meta.url));

/** A directory whose configurations find the library. */
function configuredDirectory(): string {
  const directory = temporaryDirectory();
  symlinkSync(modules, join(directory, 'node_modules'), 'junction');
  return directory;
}

const cwd = configuredDirectory();
const run = (args: readonly string[], env = {}) => runCommand(args, { cwd, env });
const march = ['--from', '2026-03-01', '--to', '2026-04-01'];

const videos = `
  import { defineMetric, defineReport, measured, sum } from '@lms-analytics/core';
  const formula = measured(sum('activities', 'count', { at: 'occurred_at', where: [{ column: 'kind', is: 'video' }] }));
  const views = defineMetric({ id: 'video_views', title: 'Video views', unit: 'count', description: 'Videos.', formula });
  const report = { id: 'videos', title: 'Videos', description: 'A row a course.', by: ['course'], metrics: ['video_views'] };
  export default { metrics: [views], reports: [defineReport(report)], store: 'duckdb:school.duckdb' };
`;

beforeAll(async () => {
  writeFileSync(join(cwd, 'lms-analytics.config.js'), videos);
  await runCommand(['ingest', '-'], { cwd, input: ndjson(quizSchool) });
});

describe('a configuration', () => {
  it('names the store, which --store and LMS_ANALYTICS_STORE go before', async () => {
    expect(existsSync(join(cwd, 'school.duckdb'))).toBe(true);
    expect((await run(['query', 'enrollments', '--store', 'duckdb:other.duckdb'])).stderr).toContain('other.duckdb');
    const env = { LMS_ANALYTICS_STORE: 'duckdb:third.duckdb' };
    expect((await run(['query', 'enrollments'], env)).stderr).toContain('third.duckdb');
  });

  it('adds metrics to query, analyze and the catalogue', async () => {
    const { stdout } = await run(['query', 'video_views', '--by', 'course', ...march, '--json']);
    expect(JSON.parse(stdout).rows).toEqual([{ course: 'logic', video_views: 2 }]);
    const top = await run(['analyze', 'top_courses', '--metric', 'video_views', ...march, '--json']);
    expect(JSON.parse(top.stdout).rows).toEqual([{ course: 'logic', video_views: 2 }]);
    expect((await run(['metrics', 'list'])).stdout).toMatch(/^video_views +count +Videos\.$/m);
    expect((await run(['metrics', 'show', 'video_views'])).stdout).toContain('where kind is video');
  });

  it('adds reports to report, ask and the list', async () => {
    expect((await run(['report', 'list'])).stdout).toMatch(/^videos +configuration +A row a course\.$/m);
    expect((await run(['report', 'show', 'videos'])).stdout).toMatch(/^a row for {2}course$/m);
    const { stdout } = await run(['report', 'videos', ...march, '--json']);
    expect(JSON.parse(stdout).rows).toEqual([{ course: 'logic', video_views: 2 }]);
    const input = JSON.stringify({ report: 'videos', from: '2026-03-01', to: '2026-04-01' });
    expect((await runCommand(['ask', '-'], { cwd, input })).stdout).toBe(`${stdout.replaceAll('\n', '')}\n`);
  });

  it('is that of --config, else of LMS_ANALYTICS_CONFIG, else of the directory', async () => {
    writeFileSync(join(cwd, 'empty.js'), 'export default {};');
    const unknown = await run(['metrics', 'show', 'video_views', '--config', 'empty.js']);
    expect(unknown.stderr).toContain('there is no metric "video_views"');
    const fromEnv = await run(['metrics', 'show', 'video_views'], { LMS_ANALYTICS_CONFIG: 'empty.js' });
    expect(fromEnv.code).toBe(2);
    const flagFirst = ['metrics', 'show', 'video_views', '--config', 'lms-analytics.config.js'];
    expect((await run(flagFirst, { LMS_ANALYTICS_CONFIG: 'empty.js' })).code).toBe(0);
  });

  it('is not loaded by help, nor by ingest where the store is given', async () => {
    writeFileSync(join(cwd, 'broken.js'), 'export default {');
    const broken = ['--config', 'broken.js'];
    expect((await run(['query', '--help', ...broken])).code).toBe(0);
    expect((await run(['ingest', '-', '--store', 'duckdb:second.duckdb', ...broken])).code).toBe(0);
    expect((await run(['ingest', '-', ...broken])).code).toBe(1);
    expect((await run(['ingest', '-', '--check', ...broken])).code).toBe(0);
  });
});

describe('a configuration that cannot be used', () => {
  const core = "import * as core from '@lms-analytics/core';";

  it.each([
    ['syntax', 'export default {', 'cannot be loaded: Unexpected end of input; node --check wrong.js says where'],
    ['missing package', "import 'nowhere';", "cannot be loaded: Cannot find package 'nowhere'"],
    ['no default', 'export const metrics = [];', 'it has no default export; give export default { metrics: […]'],
    ['no object', 'export default [];', 'its default export is not an object; give export default {'],
    ['a slip', 'export default { metric: [] };', 'it has no member "metric"; there are metrics, reports, store'],
    ['no list', 'export default { metrics: {} };', 'metrics must be an array'],
    ['no metric', 'export default { metrics: [7] };', 'metrics[0]: the metric undefined cannot be used'],
    [
      'no formula',
      "export default { metrics: [{ id: 'a', title: 'A', unit: 'count', description: 'A.' }] };",
      'metrics[0]: the metric "a" cannot be used: formula',
    ],
    [
      'a declaration alone',
      "export default { reports: [{ id: 'a' }] };",
      'reports[0]: it is no report; make it with defineReport',
    ],
    ['no store', 'export default { store: 7 };', 'store must be a text, such as duckdb:./analytics.duckdb'],
    [
      'a bad id',
      `${core} core.defineMetric({ id: 'A b' });`,
      'the metric "A b" cannot be used: id must be 1 to 63 of a-z 0-9 _',
    ],
    [
      'a taken id',
      `${core} export default { metrics: core.createCatalogue().metrics.slice(0, 1) };`,
      'there already is a metric "new_learners": give another id',
    ],
    [
      'an unknown metric',
      `${core} export default { reports: [core.defineReport({ id: 'a', title: 'A', description: 'A.', metrics: ['views'] })] };`,
      'there is no metric "views"',
    ],
  ])('for %s says so', async (_name, text, message) => {
    const place = { cwd: configuredDirectory() }; // a process loads a module once
    writeFileSync(join(place.cwd, 'wrong.js'), text);
    const { code, stdout, stderr } = await runCommand(['query', 'enrollments', '--config', 'wrong.js'], place);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^Error: the configuration wrong\.js cannot be used: .*\n$/);
    expect(stderr).toContain(message);
  });

  it('for a file that is not there says so, as JSON too', async () => {
    const { stdout } = await run(['metrics', 'list', '--config', 'nowhere.js', '--json']);
    expect(JSON.parse(stdout).error).toMatchObject({
      code: 'invalid_configuration',
      message: 'the configuration nowhere.js cannot be used: it cannot be loaded: there is no such file',
      details: { file: 'nowhere.js' },
    });
  });
});
