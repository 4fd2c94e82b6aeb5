import { describe, expect, it } from 'vitest';
import { runCommand, temporaryDirectory } from '../testing/run-command.js';

const cwd = temporaryDirectory();
const run = (...args: string[]) => runCommand(args, { cwd });

describe('metrics', () => {
  it('are listed with unit and meaning', async () => {
    const { code, stdout } = await run('metrics', 'list');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^completion_rate +ratio +Of the enrollments that began in the period, the share that /m);
    const metrics = JSON.parse((await run('metrics', 'list', '--json')).stdout);
    expect(metrics.length).toBeGreaterThan(15);
    expect(metrics[0]).toEqual({
      id: 'new_learners',
      title: 'New learners',
      unit: 'count',
      description: expect.any(String),
      dimensions: ['time', 'role', 'learner.<attribute>'],
      formula: 'learners by created_at',
      choosesAttempts: false,
    });
  });

  it('are fewer where advanced ones are switched off', async () => {
    const env = { ENABLE_ADVANCED_METRICS: 'false' };
    const plain = (...args: string[]) => runCommand(args, { cwd, env });
    const listed = JSON.parse((await plain('metrics', 'list', '--json')).stdout).map(({ id }: { id: string }) => id);
    expect([listed.includes('average_score'), listed.includes('median_score')]).toEqual([true, false]);
    expect(JSON.parse((await plain('analyses', 'list', '--json')).stdout)).toEqual([]);
    const refused = await plain('metrics', 'show', 'median_score');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('"median_score" is switched off');
    const slip = await runCommand(['metrics', 'list'], { cwd, env: { ENABLE_ADVANCED_METRICS: 'no' } });
    expect(slip).toMatchObject({ code: 2, stderr: 'Error: ENABLE_ADVANCED_METRICS must be true or false, not "no"\n' });
  });

  it('are shown one by one', async () => {
    const { stdout } = await run('metrics', 'show', 'completion_rate');
    expect(stdout).toMatch(/^Completion rate\n/);
    expect(stdout).toContain('completion_rate_numerator');
    expect(stdout).toContain('enrollment.<attribute>');
    expect(JSON.parse((await run('metrics', 'show', 'activities', '--json')).stdout)).toMatchObject({
      id: 'activities',
    });
    const slip = await run('metrics', 'show', 'enrolments');
    expect(slip).toMatchObject({ code: 2, stdout: '' });
    expect(slip.stderr).toContain('there is no metric "enrolments"; did you mean enrollments? there are');
  });

  it('say how they are worked out, and whether attempts can be chosen', async () => {
    const { stdout } = await run('metrics', 'show', 'pass_rate');
    expect(stdout).toMatch(
      /^formula {5}attempts by completed_at where passed is true ÷ attempts by completed_at where /m,
    );
    expect(stdout).toMatch(/^attempts {4}all, or first, best, last of each learner$/m);
    expect((await run('metrics', 'show', 'stickiness')).stdout).toMatch(/^source {6}Daily active users ÷/m);
    expect((await run('metrics', 'show', 'enrollments')).stdout).toMatch(/^attempts {4}does not apply$/m);
  });
});

describe('analyses', () => {
  it('are listed with what they say', async () => {
    expect((await run('analyses', 'list')).stdout).toMatch(/^learner_progress +Every enrollment of a learner: /m);
    const analyses = JSON.parse((await run('analyses', 'list', '--json')).stdout);
    expect(analyses.map(({ id }: { id: string }) => id)).toContain('item_analysis');
  });

  it('are shown one by one, with their parameters', async () => {
    const { stdout } = await run('analyses', 'show', 'score_distribution');
    expect(stdout).toMatch(/^Score distribution\n\nAttempts completed /);
    expect(stdout).toMatch(
      /^course {6}required {2}text; The course\.\nassessment {2}optional {2}text; .*\nbins {8}optional {2}whole number, 1 to 1,000; /m,
    );
    expect(stdout).toMatch(/^lms-analytics analyze score_distribution --course …$/m);
    const retention = JSON.parse((await run('analyses', 'show', 'retention', '--json')).stdout);
    expect(retention).toMatchObject({ id: 'retention', hasPeriod: true });
    expect(retention.parameters).toContainEqual({
      name: 'cohort',
      required: false,
      type: 'week, day, month',
      choices: ['week', 'day', 'month'],
      description: 'Who enrolled together: in a week where absent.',
    });
    const slip = await run('analyses', 'show', 'funnel');
    expect(slip).toMatchObject({ code: 2, stdout: '' });
    expect(slip.stderr).toContain('there is no analysis "funnel"');
  });
});

describe('what touches no store', () => {
  it.each(['metrics list', 'metrics show pass_rate', 'analyses list', 'events list'])(
    '%s takes no store',
    async (line) => {
      const { code, stderr } = await run(...line.split(' '), '--store', 'duckdb:x.duckdb');
      expect(code).toBe(2);
      expect(stderr).toContain('Nonexistent flag: --store');
      expect((await run(...line.split(' '), '--tenant', 'north')).code).toBe(2);
    },
  );
});

describe('events', () => {
  it('are listed with topic and meaning', async () => {
    expect((await run('events', 'list')).stdout).toMatch(/^UserEnrolled +user-events +An enrollment began/m);
    const types = JSON.parse((await run('events', 'list', '--json')).stdout);
    expect(types).toHaveLength(12);
    expect(types[0]).toEqual({ type: 'UserCreated', topic: 'user-events', description: expect.any(String) });
  });

  it('are shown one by one, also as JSON Schema', async () => {
    const { stdout } = await run('events', 'show', 'UserEnrolled');
    expect(stdout).toMatch(/^courseId +string +required +The course\.$/m);
    const described = JSON.parse((await run('events', 'show', 'UserEnrolled', '--json')).stdout);
    expect(described.data[0]).toEqual({ name: 'userId', required: true, type: 'string', description: 'The learner.' });
    const schema = JSON.parse((await run('events', 'show', 'UserEnrolled', '--schema')).stdout);
    expect(schema).toMatchObject({ title: 'UserEnrolled', properties: { type: { const: 'UserEnrolled' } } });
    const unknown = await run('events', 'show', 'UserEnroled');
    expect(unknown).toMatchObject({ code: 2, stdout: '' });
    expect(unknown.stderr).toContain('there is no event type "UserEnroled"; did you mean UserEnrolled? there are');
  });
});
