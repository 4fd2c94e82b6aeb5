import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { bin } from '../testing/run-command.js';
import { readManifest } from './command-manifest.js';
import { complete } from './complete.js';
import { shellScripts } from './shell-scripts.js';

const manifest = readManifest();

function valuesOf(...words: readonly string[]) {
  const candidates = complete(words, manifest);
  return candidates === ':files' ? candidates : candidates.map(({ value }) => value);
}

describe('completion', () => {
  it('is of commands, and of the words that follow a topic', () => {
    expect(valuesOf('rep')).toEqual(['report']);
    expect(valuesOf('metrics', '')).toEqual(['list', 'show']);
    expect(valuesOf('settings', 's')).toEqual(['set']);
    expect(valuesOf('')).toEqual(expect.arrayContaining(['query', 'metrics', 'completion']));
    expect(valuesOf('nowhere', '')).toEqual([]);
  });

  it('is of flags, without those that are given and can be given once', () => {
    expect(valuesOf('report', 'course-performance', '--for')).toEqual(['--format']);
    expect(valuesOf('query', 'enrollments', '--grain', 'week', '--gr')).toEqual([]);
    expect(valuesOf('query', 'enrollments', '--by', 'course', '--b')).toEqual(['--by', '--bom']);
    expect(valuesOf('status', '--no')).toEqual(['--no-progress']);
    expect(valuesOf('status', '--h')).toEqual(['--help']);
  });

  it('is of the values of flags, also after = and as bash splits it', () => {
    expect(valuesOf('query', 'enrollments', '--grain', '')).toEqual([
      'hour',
      'day',
      'week',
      'month',
      'quarter',
      'year',
    ]);
    expect(valuesOf('query', 'enrollments', '--grain=w')).toEqual(['--grain=week']);
    expect(valuesOf('query', 'enrollments', '--grain', '=', 'w')).toEqual(['week']);
    expect(valuesOf('query', 'enrollments', '--grain', '=')).toContain('week');
    expect(valuesOf('query', 'enrollments', '--by', 'l')).toEqual(['learner.']);
    expect(valuesOf('query', 'enrollments', '--where', 'cou')).toEqual(['course=', 'course.']);
    expect(valuesOf('query', 'enrollments', '--where', 'course', '=', 'c1', '--lim')).toEqual(['--limit']);
    expect(valuesOf('query', 'a', 'b', '--by', 'course', '--order-by', '')).toEqual(['a', 'b', 'course']);
    expect(valuesOf('query', 'enrollments', '--time-zone', 'Europe/Par')).toEqual(['Europe/Paris']);
    expect(valuesOf('ingest', 'a.ndjson', '--rejects', '')).toBe(':files');
    expect(valuesOf('query', 'enrollments', '--limit', '')).toEqual([]);
  });

  it('is of the arguments of a command', () => {
    expect(valuesOf('query', 'enrollments', 'completion_r')).toEqual(['completion_rate']);
    expect(valuesOf('metrics', 'show', 'enrollm')).toEqual(['enrollments']);
    expect(valuesOf('metrics', 'show', 'enrollments', '')).toEqual([]);
    expect(valuesOf('report', 'sh')).toEqual(['show']);
    expect(valuesOf('report', 'user-p')).toEqual(['user-progress']);
    expect(valuesOf('report', 'save', 'mine', '')).toBe(':files');
    expect(valuesOf('analyze', 'ret')).toEqual(['retention']);
    expect(valuesOf('events', 'show', 'UserE')).toEqual(['UserEnrolled']);
    expect(valuesOf('settings', 'set', 'week-start', '')).toEqual(['monday', 'sunday']);
    expect(valuesOf('completion', 'z')).toEqual(['zsh']);
    expect(valuesOf('ingest', 'a.ndjson', '')).toBe(':files');
  });

  it('says what each candidate means', () => {
    const list = { value: 'list', meaning: 'Every metric: its id, unit and meaning.' };
    expect(complete(['metrics', 'l'], manifest)).toEqual([list]);
    expect(complete(['query', 'completion_r'], manifest)).toEqual([
      { value: 'completion_rate', meaning: 'Completion rate' },
    ]);
  });

  it('knows what every id among the arguments and flags is', () => {
    for (const kind of Object.values(manifest.names)) expect(Object.keys(kind).length).toBeGreaterThan(1);
    for (const { id, args } of Object.values(manifest.commands)) {
      const [argument] = Object.values(args);
      const isFree = /^(learner:.*|readers:.*|report:(save|delete))$/.test(id) || argument === undefined;
      if (!isFree) expect(valuesOf(...id.split(':'), '').length, id).toBeGreaterThan(0);
    }
  });
});

describe('the script for bash', () => {
  const completed = (...words: readonly string[]) =>
    execFileSync(
      'bash',
      ['--norc', '-c', `${shellScripts.bash}\nlms-analytics() { "$NODE" "$BIN" "$@"; }\n${ask}`, '-', ...words],
      {
        env: { ...process.env, NODE: process.execPath, BIN: bin },
        encoding: 'utf8',
      },
    ).trimEnd();
  const ask = `COMP_WORDS=(lms-analytics "$@"); COMP_CWORD=$#; _lms_analytics; printf '%s\\n' "\${COMPREPLY[*]}"`;

  it.each([
    [['rep'], 'report'],
    [['report', 'course-performance', '--for'], '--format'],
    [['query', 'enrollments', '--grain', '=', 'm'], 'month'],
    [['metrics', ''], 'list show'],
    [['ingest', 'ev'], ''],
  ])('completes %j', (words, candidates) => {
    expect(completed(...words)).toBe(candidates);
  });
});
