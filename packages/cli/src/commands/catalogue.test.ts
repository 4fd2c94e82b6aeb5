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
    });
  });

  it('are shown one by one', async () => {
    const { stdout } = await run('metrics', 'show', 'completion_rate');
    expect(stdout).toMatch(/^Completion rate\n/);
    expect(stdout).toContain('completion_rate_numerator');
    expect(stdout).toContain('enrollment.<attribute>');
    expect(JSON.parse((await run('metrics', 'show', 'activities', '--json')).stdout)).toMatchObject({
      id: 'activities',
    });
    expect(await run('metrics', 'show', 'enrolments')).toMatchObject({ code: 2, stdout: '' });
  });
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
    expect(unknown.stderr).toContain('there is no event type "UserEnroled"; there are UserCreated,');
  });
});
