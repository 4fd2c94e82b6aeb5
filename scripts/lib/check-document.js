// The blocks of a document, run as they are written.
//
// A comment on the line before a block says what becomes of it:
//
//   <!-- file: NAME -->       the block is written to NAME
//   <!-- run: NAME -->        the block is written to NAME and run: .mjs by Node, .sh by sh. The next block of the
//                             document (text or json) is what it prints on stdout, to the letter
//   <!-- in: PATH -->         the block stands like this in the file of the repository
//   <!-- not run: REASON -->  the block is only for people
//
// Code without one is a failure, so that none is forgotten. A line `<!-- copy: NAME -->` copies a file from beside the
// document to where its blocks run. They share a new folder, in order.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { report } from './report.js';
import { root } from './root.js';

/** What waits for ever is ended. */
const TIMEOUT_MS = 120_000;
const CODE = ['js', 'mjs', 'ts', 'sh', 'bash', 'console', 'sql'];
const programs = { '.mjs': [process.execPath], '.sh': ['sh', '-e'] };
const MARK = /^ *<!-- (file|run|in|not run|copy): (.+) -->$/;

/**
 * Runs the blocks of a document; for each that can fail, whether it held.
 *
 * @param document its path in the repository
 * @param nodeModules the folder of packages that its code imports
 */
export function checkDocument(document, nodeModules = join(root, 'node_modules')) {
  const parts = partsOf(readFileSync(join(root, document), 'utf8'));
  const folder = mkdtempSync(join(tmpdir(), 'check-examples-'));
  try {
    symlinkSync(nodeModules, join(folder, 'node_modules'), 'junction');
    return parts.flatMap((part, place) => checkPart(part, { document, folder, next: parts[place + 1] }));
  } finally {
    rmSync(folder, { recursive: true, maxRetries: 3 });
  }
}

/** The modules of a document: each block that Node runs, `{ name, body }`. */
export function modulesOf(document) {
  const parts = partsOf(readFileSync(join(root, document), 'utf8'));
  return parts.filter(({ mark, name }) => mark === 'run' && extname(name) === '.mjs');
}

/** The blocks and the `copy` lines of a text: `{ mark, name, language, body }`. */
function partsOf(text) {
  const parts = [];
  let mark = {};
  let block;
  for (const line of text.split('\n')) {
    const [, kind, name] = MARK.exec(line) ?? [];
    const fence = /^( *)```(\w*)$/.exec(line);
    if (block !== undefined) {
      if (line === `${block.indent}\`\`\``) {
        parts.push(block);
        block = undefined;
      } else block.body += `${line.startsWith(block.indent) ? line.slice(block.indent.length) : line}\n`;
    } else if (kind === 'copy') parts.push({ mark: kind, name });
    else if (fence) block = { ...mark, indent: fence[1], language: fence[2], body: '' };
    mark = kind === undefined ? {} : { mark: kind, name };
  }
  return parts;
}

function checkPart(part, { document, folder, next }) {
  const { mark, name, language, body } = part;
  switch (mark) {
    case 'copy':
      cpSync(join(root, dirname(document), name), join(folder, name));
      return [];
    case 'file':
      writeFileSync(join(folder, name), body);
      return [];
    case 'run':
      writeFileSync(join(folder, name), body);
      return [report(`${document}: ${name}`, runProblem(part, next, folder))];
    case 'in':
      return [report(`${document}: in ${name}`, inProblem(part))];
    case 'not run':
      return [];
    default:
      if (!CODE.includes(language)) return [];
      return [report(`${document}: ${body.split('\n', 1)[0]}`, 'no comment says whether this block is run')];
  }
}

function runProblem({ name }, output, folder) {
  if (output?.mark !== undefined || !['text', 'json'].includes(output?.language)) {
    return 'no block of text or json after it says what it prints';
  }
  const program = programs[extname(name)];
  if (program === undefined) return `only ${Object.keys(programs).join(' and ')} can be run`;
  const [command, ...args] = [...program, name];
  const { LMS_ANALYTICS_STORE: _, FORCE_COLOR: __, ...env } = process.env;
  const options = { cwd: folder, env, encoding: 'utf8', timeout: TIMEOUT_MS, detached: true };
  const { pid, status, stdout, stderr, error } = spawnSync(command, args, options);
  endGroup(pid);
  if (status !== 0) return `exited with ${status ?? error}\n${stderr}`;
  return stdout === output.body ? undefined : difference(output.body, stdout);
}

/** Ends what the block has left running: its processes are a group of their own. */
function endGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** The block may be set in from the left, or stand further left than in the file. */
function inProblem({ name, body }) {
  const plain = (text) => text.replaceAll(/^\s+/gm, '');
  const text = readFileSync(join(root, name), 'utf8');
  return plain(text).includes(plain(body)) ? undefined : `${name} has nothing like it`;
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
