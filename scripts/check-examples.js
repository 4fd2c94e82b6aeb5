// Runs the examples of the READMEs as they are written, and compares what they print, to the letter.
//
// A comment on the line before a block says what becomes of it; a block without one is only for people:
//
//   <!-- file: NAME -->  the block is written to NAME
//   <!-- run: NAME -->   the block is written to NAME and run: .mjs by Node, .sh by sh. The next block of the document
//                        (text or json) is what it prints on stdout
//
// The blocks of one document share a new folder, in order; its node_modules are those of the repository.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const documents = [
  'README.md',
  'packages/core/README.md',
  'packages/cli/README.md',
  'examples/custom-metric/README.md',
];
const root = fileURLToPath(new URL('..', import.meta.url));
const BLOCK = /^(?:<!-- (file|run): (\S+) -->\n)?```(\w*)\n(.*?)^```$/gms;
const programs = { '.mjs': [process.execPath], '.sh': ['sh', '-e'] };

const results = documents.flatMap(checkDocument);
const failed = results.filter((passed) => !passed).length;
if (results.length === 0) throw new Error(`no block of ${documents.join(', ')} is marked to be run`);
console.log(`${results.length - failed} examples print what they say, ${failed} do not`);
process.exit(failed === 0 ? 0 : 1);

/** Runs the marked blocks of a document; for each that is run, whether it printed what the document says. */
function checkDocument(document) {
  const text = readFileSync(join(root, document), 'utf8');
  const blocks = [...text.matchAll(BLOCK)].map(([, mark, name, language, body]) => ({ mark, name, language, body }));
  const folder = mkdtempSync(join(tmpdir(), 'check-examples-'));
  try {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    return blocks.flatMap((block, place) => {
      if (block.mark !== undefined) writeFileSync(join(folder, block.name), block.body);
      return block.mark === 'run' ? [checkRun(`${document}: ${block.name}`, block, blocks[place + 1], folder)] : [];
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function checkRun(title, { name }, output, folder) {
  if (output?.mark !== undefined || !['text', 'json'].includes(output?.language)) {
    return report(title, 'no block of text or json after it says what it prints');
  }
  const program = programs[extname(name)];
  if (program === undefined) return report(title, `only ${Object.keys(programs).join(' and ')} can be run`);
  const [command, ...args] = [...program, name];
  const { LMS_ANALYTICS_STORE: _, FORCE_COLOR: __, ...env } = process.env;
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: folder, env, encoding: 'utf8' });
  if (status !== 0) return report(title, `exited with ${status ?? error}\n${stderr}`);
  return report(title, stdout === output.body ? undefined : difference(output.body, stdout));
}

function report(title, problem) {
  if (problem === undefined) console.log(`ok      ${title}`);
  else console.error(`FAILED  ${title}\n${problem.replace(/^/gm, '        ')}`);
  return problem === undefined;
}

/** What the document says (-) and what was printed (+), without the lines at both ends that are the same. */
function difference(said, printed) {
  const [before, after] = [said.split('\n'), printed.split('\n')];
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let end = 0;
  while (end < before.length - start && before.at(-1 - end) === after.slice(start).at(-1 - end)) end++;
  const middle = (lines, sign) => lines.slice(start, lines.length - end).map((line) => `${sign} ${line}`);
  return [`from line ${start + 1} of the output:`, ...middle(before, '-'), ...middle(after, '+')].join('\n');
}
