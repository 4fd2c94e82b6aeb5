import { writeSync } from 'node:fs';
import { readManifest } from './command-manifest.js';
import { complete, FILES } from './complete.js';

const STDOUT = 1;

/** Answers the script of a shell: a candidate a line, with a tab before its meaning, or that it is to be a file. */
export function answerShell(words: readonly string[]): void {
  const candidates = complete(words, readManifest());
  const lines = candidates === FILES ? [FILES] : candidates.map(({ value, meaning }) => `${value}\t${meaning}`);
  if (lines.length > 0) writeSync(STDOUT, `${lines.join('\n')}\n`);
}
