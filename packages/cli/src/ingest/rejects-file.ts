import { type FileHandle, open } from 'node:fs/promises';
import type { RejectedEvent } from '@lms-analytics/core';
import { CLIError } from '@oclif/core/errors';
import { actualPath, type Input } from './open-inputs.js';
import { rejectLine } from './reject-record.js';

/** Lines are written together until they are this long. */
const WRITE_LENGTH = 256 * 1024;

/** Writes rejected events, each as a line of NDJSON that can be mended and ingested. */
export class RejectsFile {
  readonly #file: FileHandle;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /**
   * Makes the file anew.
   *
   * @throws CLIError where it is one of the inputs, or cannot be written
   */
  static async create(name: string, inputs: readonly Input[]): Promise<RejectsFile> {
    const path = await actualPath(name);
    if (inputs.some((input) => input.path === path)) {
      throw new CLIError(`--rejects ${name} is one of the inputs; name another file`);
    }
    const file = await open(path, 'w').catch((error: Error) => {
      throw new CLIError(`--rejects ${name} cannot be written: ${error.message}`);
    });
    return new RejectsFile(file);
  }

  async write(rejected: readonly RejectedEvent[]): Promise<void> {
    let lines = '';
    for (const event of rejected) {
      lines += rejectLine(event);
      if (lines.length < WRITE_LENGTH) continue;
      await this.#file.write(lines);
      lines = '';
    }
    if (lines !== '') await this.#file.write(lines);
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
