import { type FileHandle, open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { RejectedEvent } from '@lms-analytics/core';
import { CLIError } from '@oclif/core/errors';
import type { Input } from './open-inputs.js';

const SHOWN_BYTES = 64 * 1024;
/** Lines are written together until they are this long. */
const WRITE_LENGTH = 256 * 1024;

/** Writes rejected events, each as a line of NDJSON: file, line, id, problems, text (or base64 where it is not UTF-8). */
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
    const path = resolve(name);
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
      lines += `${JSON.stringify(rejectOf(event))}\n`;
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

function rejectOf({ line, id, problems }: RejectedEvent): object {
  const { file, line: number, text = '', unreadable } = line ?? {};
  return { file, line: number, id, problems, ...(unreadable ? { base64: unreadable.base64 } : { text: shown(text) }) };
}

/** The beginning of a text, not cut within a character. */
function shown(text: string): string {
  if (text.length * 3 <= SHOWN_BYTES) return text;
  return new TextDecoder().decode(Buffer.from(text).subarray(0, SHOWN_BYTES), { stream: true });
}
