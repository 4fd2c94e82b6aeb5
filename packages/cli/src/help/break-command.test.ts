import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { examples } from '../testing/command-manifest.js';
import { breakCommand } from './break-command.js';

const join = (lines: readonly string[]) => lines.join(' \\\n  ');

describe('a command line that is too long', () => {
  it('is broken between words, a flag stays with its value', () => {
    expect(breakCommand('$ lms-analytics report engagement --last 6m --grain month --bom', 30)).toEqual([
      '$ lms-analytics report',
      'engagement --last 6m',
      '--grain month --bom',
    ]);
    expect(breakCommand('$ lms-analytics status', 80)).toEqual(['$ lms-analytics status']);
  });

  it('is not broken within quotes, however long they are', () => {
    const json = `'{"metrics": ["enrollments"], "last": "all"}'`;
    expect(breakCommand(`$ echo ${json} | lms-analytics ask -`, 20)).toEqual([
      '$ echo',
      json,
      '| lms-analytics',
      'ask -',
    ]);
  });

  it.each(examples.map(({ command }) => command))('says the same to a shell: %s', (command) => {
    // A bash whose stdin is a socket, as Node gives it one, may else read what the person has for interactive shells.
    const wordsOf = (text: string) =>
      execFileSync('bash', ['--norc', '-c', `printf '<%s>' ${text.replaceAll(/\||&&/g, "'$&'")}`], {
        encoding: 'utf8',
      });
    expect(wordsOf(join(breakCommand(command, 30)))).toBe(wordsOf(command));
  });
});
