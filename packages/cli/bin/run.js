#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';

// Garbage is collected when the heap has grown to twice what was in use. Left alone, V8 waits for four times, and now and
// then takes for in use what came while it looked: a long ingest then has twice the memory.
setFlagsFromString('--heap-growing-percent=100');

const args = process.argv.slice(2);
if (args[0] === '__complete') {
  // Asked at every TAB: without a command to load it takes half as long.
  const { answerShell } = await import('../dist/completion/answer-shell.js');
  answerShell(args.slice(1));
} else {
  const { execute } = await import('@oclif/core/execute');
  const { settings } = await import('@oclif/core/settings');
  settings.enableAutoTranspile = false; // else NODE_ENV=test or development would look for the sources
  await execute({ dir: import.meta.url, args: args[0] === 'help' ? [...args.slice(1), '--help'] : args });
}
