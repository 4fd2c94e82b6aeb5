import { existsSync, rmSync, statSync } from 'node:fs';
import { chmod, open, realpath, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';

const COPY = 'rewritten';

/**
 * Puts a copy of the database in the place of its file: what is deleted stays in the file, and is not in the copy. The
 * file is the old one or the new one, whole, whenever the process ends. Whoever has it open then has the old one, which
 * is in no folder any more: nothing may be written to it.
 *
 * @throws what keeps the copy from being made; the file is then as it was
 */
export async function rewriteFile(connection: DuckDBConnection, path: string): Promise<void> {
  const file = await realpath(path);
  const copy = copyOf(file);
  removeCopy(file);
  try {
    await connection.run('CHECKPOINT'); // the log belongs to the old file: nothing may be left in it
    await requireEmptyLog(path);
    await copyDatabase(connection, copy);
    await chmod(copy, (await stat(file)).mode);
    await sync(copy);
    await rename(copy, file);
  } catch (error) {
    removeCopy(file);
    throw error;
  }
  await sync(dirname(file)).catch(() => undefined); // not every system can; the rename is then on disk a little later
}

/** Removes the copy that a killed process left; only for the process that holds the file. */
export function removeLeftCopy(path: string): void {
  if (existsSync(copyOf(path))) removeCopy(path);
}

function copyOf(file: string): string {
  return `${file}.rewrite`;
}

function removeCopy(file: string): void {
  for (const left of [copyOf(file), `${copyOf(file)}.wal`]) rmSync(left, { force: true });
}

async function copyDatabase(connection: DuckDBConnection, copy: string): Promise<void> {
  const name = (await connection.runAndReadAll('SELECT current_database()')).getRows()[0]![0];
  await connection.run(`ATTACH '${copy.replaceAll("'", "''")}' AS ${COPY} (STORAGE_VERSION 'latest')`);
  try {
    await connection.run(`COPY FROM DATABASE "${String(name).replaceAll('"', '""')}" TO ${COPY}`);
    await connection.run(`CHECKPOINT ${COPY}`);
  } finally {
    await connection.run(`DETACH ${COPY}`);
  }
  await requireEmptyLog(copy);
}

async function requireEmptyLog(path: string): Promise<void> {
  const log = `${path}.wal`;
  if (existsSync(log) && statSync(log).size > 0) throw new Error(`the log ${log} could not be merged into its file`);
}

/** Waits until a file, or the names in a folder, are on disk. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
