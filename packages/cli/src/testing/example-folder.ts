import { execFile } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { generateSampleTerm } from '@lms-analytics/core/sample-term';
import { bin, type CommandResult, runCommand } from './run-command.js';
import { ndjson, smallSchool } from './small-school.js';

const TERM_WEEKS = 13;
const WEEK_MS = 7 * 86_400_000;
/** Words that a shell would give to the command as they are. */
const COMMAND_ALONE = /^lms-analytics((?: [\w.,:=/@+-]+)*)$/;

/**
 * A folder with what the examples of help name: files of events and of questions, and a store of a term that is under
 * way, with saved reports.
 */
export class ExampleFolder {
  readonly #path = mkdtempSync(join(tmpdir(), 'lms-analytics-examples-'));
  #copies = 0;

  async prepare(): Promise<void> {
    const cwd = this.#template;
    mkdirSync(join(this.#path, 'bin'));
    mkdirSync(cwd);
    this.#install();
    const startsAt = new Date(Date.now() - TERM_WEEKS * WEEK_MS);
    const term = [...generateSampleTerm({ learners: 12, startsAt, until: new Date() }), ...smallSchool];
    writeFileSync(join(cwd, 'events.ndjson'), ndjson(term));
    writeFileSync(join(cwd, 'more-events.ndjson.gz'), gzipSync(ndjson(smallSchool)));
    const mended = { file: 'events.ndjson', line: 1, problems: [], event: smallSchool[0] };
    writeFileSync(join(cwd, 'rejected.ndjson'), ndjson([mended]));
    const weekly = { metrics: ['active_learners'], grain: 'week', last: '12w' };
    writeFileSync(join(cwd, 'questions.ndjson'), ndjson([weekly, { report: 'course-performance' }]));
    writeFileSync(join(cwd, 'question.json'), JSON.stringify(weekly));
    await runCommand(['ingest', 'events.ndjson'], { cwd });
    await runCommand(['periods', 'close', '--grain', 'month'], { cwd });
    for (const name of ['weekly-activity', 'old-report']) {
      await runCommand(['report', 'save', name, 'question.json'], { cwd });
    }
  }

  /** Runs a line of a shell in a copy of the folder, so that no run sees another; a command alone without the shell. */
  async run(line: string, env: NodeJS.ProcessEnv = {}): Promise<CommandResult> {
    const cwd = join(this.#path, `copy-${this.#copies++}`);
    cpSync(this.#template, cwd, { recursive: true });
    try {
      const [, words] = COMMAND_ALONE.exec(line) ?? [];
      if (words === undefined) return await this.#runShell(line, { cwd, env });
      return await runCommand(words.split(' ').filter(Boolean), { cwd, env });
    } finally {
      rmSync(cwd, { recursive: true });
    }
  }

  remove(): void {
    rmSync(this.#path, { recursive: true, force: true });
  }

  get #template(): string {
    return join(this.#path, 'template');
  }

  #install(): void {
    const command = join(this.#path, 'bin', 'lms-analytics');
    writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`);
    chmodSync(command, 0o755);
  }

  #runShell(line: string, { cwd, env: more }: { cwd: string; env: NodeJS.ProcessEnv }): Promise<CommandResult> {
    const {
      LMS_ANALYTICS_STORE: _store,
      LMS_ANALYTICS_CONFIG: _config,
      FORCE_COLOR: _color,
      NO_COLOR: _noColor,
      ...env
    } = process.env;
    const PATH = `${join(this.#path, 'bin')}${delimiter}${env['PATH']}`;
    return new Promise((resolve) => {
      execFile('sh', ['-c', line], { cwd, env: { ...env, ...more, PATH } }, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
      });
    });
  }
}
