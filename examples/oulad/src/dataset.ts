import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { OuladError } from './oulad-error.js';
import { TABLE_NAMES, type TableName } from './tables.js';

/** Where each table is. */
export type Dataset = Readonly<Record<TableName, string>>;

/**
 * Finds the seven tables of a directory, each as `name.csv` or `name.csv.gz`.
 *
 * @throws {@link OuladError} where the directory cannot be read, or with the names of all the tables it lacks
 */
export async function findDataset(directory: string): Promise<Dataset> {
  const present = new Set(await listDirectory(directory));
  const found = TABLE_NAMES.map((name) => [name, [`${name}.csv`, `${name}.csv.gz`].find((file) => present.has(file))]);
  const missing = found.flatMap(([name, file]) => (file === undefined ? [`${name}.csv`] : []));
  if (missing.length > 0) {
    throw new OuladError(`${directory} has no ${missing.join(', ')} (each may also be a .csv.gz).`);
  }
  return Object.fromEntries(found.map(([name, file]) => [name, join(directory, file!)])) as Dataset;
}

/** The text of a table in chunks, out of its gzip file where it is one. */
export function openTable(path: string): Readable {
  const file = createReadStream(path);
  if (!path.endsWith('.gz')) return file.setEncoding('utf8');
  const gunzip = createGunzip({ chunkSize: 65_536 }).setEncoding('utf8');
  // An error of either stream reaches whoever reads the last one.
  return pipeline(file, gunzip, () => {});
}

/** Names the table in an error of the disk, of gzip or of the CSV. */
export function explainReadError(path: string, error: unknown): unknown {
  if (error instanceof OuladError || !(error instanceof Error) || !('code' in error)) return error;
  return new OuladError(`${basename(path)} cannot be read: ${error.message}`, { cause: error });
}

async function listDirectory(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    throw new OuladError(`${directory} cannot be read as a directory: ${(error as Error).message}`, { cause: error });
  }
}
