import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands, examples } from './testing/command-manifest.js';
import { ExampleFolder } from './testing/example-folder.js';
import { ReaderDatabase, testServerUrl } from './testing/reader-database.js';
import { temporaryDirectory } from './testing/run-command.js';

const CONTROL_CODE = '\u001b';
const folder = new ExampleFolder();

beforeAll(() => folder.prepare());
afterAll(() => folder.remove());

/** An example of each command as JSON: one that is, or the first one that ends with the command, and the flag after it. */
const asJson = Object.values(commands).map(({ examples: own = [] }) => {
  const lines = own.map(({ command }) => command);
  return lines.find((line) => line.includes(' --json')) ?? `${lines.find((line) => !line.includes('|'))} --json`;
});
/** What takes a whole term each time is tried by a test of its own. */
const triedElsewhere = new Set(['lms-analytics demo', 'lms-analytics demo --json']);
const every = new Set([...examples.map(({ command }) => command), ...asJson]);
const lines = [...every].filter((line) => !triedElsewhere.has(line));
const needsServer = (line: string) => line.includes('$DATABASE_URL');

describe('examples', () => {
  it('are there of every command', () => {
    for (const [id, { examples: own = [] }] of Object.entries(commands)) expect(own.length, id).toBeGreaterThan(0);
  });

  it.each(lines.filter((line) => !needsServer(line)))('%s', (line) => tryExample(line));

  describe.skipIf(testServerUrl === undefined)('with a PostgreSQL server', () => {
    const database = new ReaderDatabase('metabase');
    beforeAll(() => database.create(temporaryDirectory()));
    afterAll(() => database.drop());

    it.each(lines.filter(needsServer))('%s', (line) => tryExample(line, { DATABASE_URL: database.url }));
  });

  async function tryExample(line: string, env: NodeJS.ProcessEnv = {}) {
    const { code, stdout, stderr } = await folder.run(line, env);
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).not.toBe('');
    expect(stdout + stderr).not.toContain(CONTROL_CODE);
    if (!line.includes(' --json')) return;
    const documents = line.includes(' ask ') ? stdout.trimEnd().split('\n') : [stdout];
    for (const document of documents) expect(() => JSON.parse(document), document.slice(0, 80)).not.toThrow();
  }
});

describe('every command', () => {
  it('has --json and --no-progress', () => {
    for (const [id, { flags }] of Object.entries(commands)) expect(Object.keys(flags), id).toContain('json');
    for (const [id, { flags }] of Object.entries(commands)) expect(Object.keys(flags), id).toContain('progress');
  });
});
