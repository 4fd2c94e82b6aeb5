import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { AnalyticsError } from '@lms-analytics/core';
import { CLIError } from '@oclif/core/errors';

/**
 * Writes text to a file, gzipped where its name ends in `.gz`; what was in it is gone.
 *
 * @throws CLIError where the file cannot be opened; AnalyticsError `invalid_configuration` where it cannot be written on,
 *   as on a full disk
 */
export async function writeFile(name: string, parts: AsyncIterable<string>): Promise<void> {
  const file = await open(resolve(name), 'w').catch((error: Error) => {
    throw new CLIError(`--out ${name} cannot be written: ${error.message}`);
  });
  const [text, target] = [Readable.from(parts), file.createWriteStream()];
  try {
    await (name.endsWith('.gz') ? pipeline(text, createGzip(), target) : pipeline(text, target));
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    const message = `--out ${name} cannot be written on: ${error.message}`;
    throw new AnalyticsError('invalid_configuration', message, { details: { file: name }, cause: error });
  }
}
