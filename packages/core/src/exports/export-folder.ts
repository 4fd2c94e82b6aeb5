import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { atProcessEnd } from '../at-process-end.js';
import { AnalyticsError } from '../errors.js';
import { factViewList } from '../facts/fact-views.js';

/** The folder of an export, and in it one of the time being, for files that are not whole yet. */
export class ExportFolder {
  /** Where files are written; it is removed in the end, also where the process ends before. */
  readonly temporary: string;
  readonly #directory: string;
  readonly #closed = atProcessEnd(() => rmSync(this.temporary, { recursive: true, force: true }));

  private constructor(directory: string, temporary: string) {
    this.#directory = directory;
    this.temporary = temporary;
  }

  /** @throws AnalyticsError `output_exists` where a file of that format is there and may not be replaced */
  static async open({ directory, format, replace }: { directory: string; format: string; replace: boolean }) {
    const path = resolve(directory);
    await mkdir(path, { recursive: true });
    if (!replace) await requireFree(path, { shown: directory, format });
    return new ExportFolder(path, await mkdtemp(join(path, '.export-')));
  }

  /** Moves files to their places. */
  async place(files: readonly string[]): Promise<void> {
    for (const file of files) await rename(join(this.temporary, file), join(this.#directory, file));
  }

  async close(): Promise<void> {
    this.#closed();
    await rm(this.temporary, { recursive: true, force: true });
  }
}

async function requireFree(path: string, { shown, format }: { shown: string; format: string }): Promise<void> {
  const wanted = new Set(factViewList.map(({ name }) => `${name}.${format}`));
  const files = (await readdir(path)).filter((name) => wanted.has(name)).sort();
  if (files.length === 0) return;
  const message = `${shown} holds an export already (${files[0]}${files.length > 1 ? ', …' : ''}); name another folder, or replace it with --replace (in code: replace: true)`;
  throw new AnalyticsError('output_exists', message, { details: { directory: shown, files } });
}
