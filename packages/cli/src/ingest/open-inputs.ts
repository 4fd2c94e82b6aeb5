import { constants, createReadStream } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { AnalyticsError } from '@lms-analytics/core';
import { CLIError } from '@oclif/core/errors';

const CHUNK_BYTES = 256 * 1024;

/** A file, or stdin, that events are read from. */
export interface Input {
  /** As it is named to people. */
  readonly name: string;
  /** Where it is; absent for stdin. */
  readonly path?: string;
  /** Its length in bytes, where it is known. */
  readonly size?: number;
  readonly open: () => Readable;
}

/**
 * Looks at every input before any is read, so that a mistyped name stops nothing half-way.
 *
 * @param names files, `-` for stdin
 * @throws AnalyticsError `invalid_input` for what cannot be read; CLIError for `-` twice
 */
export async function openInputs(names: readonly string[]): Promise<Input[]> {
  if (names.filter((name) => name === '-').length > 1) throw new CLIError('- (stdin) can be given once');
  return Promise.all(names.map((name) => (name === '-' ? stdin : fileInput(name))));
}

const stdin: Input = { name: 'stdin', open: () => process.stdin };

async function fileInput(name: string): Promise<Input> {
  const path = await actualPath(name);
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) throw new Error(`it is a directory; give its files, such as ${name}/*.ndjson`);
    await access(path, constants.R_OK);
    const open = () => createReadStream(path, { highWaterMark: CHUNK_BYTES });
    return stats.isFile() ? { name, path, size: stats.size, open } : { name, path, open };
  } catch (error) {
    throw unreadable(name, error as NodeJS.ErrnoException);
  }
}

/** Where a file is, links followed, as far as it is there. */
export async function actualPath(name: string): Promise<string> {
  const path = resolve(name);
  return realpath(path).catch(() => path);
}

/** An input that cannot be read, for the words of the operating system. */
export function unreadable(name: string, cause: NodeJS.ErrnoException): AnalyticsError {
  const reason = cause.code === 'ENOENT' ? 'there is no such file' : cause.message;
  return new AnalyticsError('invalid_input', `${name} cannot be read: ${reason}`, { details: { file: name }, cause });
}
