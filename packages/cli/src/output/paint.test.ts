import { afterEach, describe, expect, it, vi } from 'vitest';
import { paintFor } from './paint.js';

const terminal = { isTTY: true };
const pipe = {};

/** What is painted on a stream, with these variables set and no others that matter. */
function painted(stream: { isTTY?: boolean }, variables: Readonly<Record<string, string>> = {}): string {
  for (const name of ['NO_COLOR', 'FORCE_COLOR', 'TERM']) vi.stubEnv(name, variables[name]);
  return paintFor(stream)('bar', 'x');
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('paint', () => {
  it('colours on a terminal alone', () => {
    expect(painted(terminal)).toBe('\u001b[36mx\u001b[39m');
    expect(painted(pipe)).toBe('x');
    expect(paintFor(terminal)('bar', '')).toBe('');
  });

  it('does not where NO_COLOR is set or the terminal knows none', () => {
    expect(painted(terminal, { NO_COLOR: '1' })).toBe('x');
    expect(painted(terminal, { TERM: 'dumb' })).toBe('x');
  });

  it('does elsewhere where FORCE_COLOR asks for it, unless NO_COLOR is set', () => {
    expect(painted(pipe, { FORCE_COLOR: '1' })).not.toBe('x');
    expect(painted(terminal, { FORCE_COLOR: '0' })).toBe('x');
    expect(painted(pipe, { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe('x');
  });
});
