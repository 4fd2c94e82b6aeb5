import { statSync } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { atProcessEnd } from '../../at-process-end.js';
import { AnalyticsError } from '../../errors.js';
import { requireCurrentSchema, requireKnownSchema } from '../schema-version.js';
import * as client from './client.js';
import { factViewStatements } from './duckdb-fact-views.js';
import { migrations, SCHEMA_VERSION } from './migrations.js';
import { idHash } from './plain-events.js';
import { removeLeftCopy } from './rewrite-file.js';
import { removeLeftSpill, spillFolder } from './spill-folder.js';
import { IN_MEMORY } from './store-options.js';

/**
 * What a process opens the file for: only a writing one may create or migrate it, and it holds the file alone; one that
 * inspects it takes it as it is, whatever its schema.
 */
export type AccessMode = 'read' | 'write' | 'inspect';

const BUSY_WAIT_MS = 5_000;
const BUSY_RETRY_MS = 100;
/** How long the log of the file may grow: a checkpoint after each batch would cost more than the batch. */
const CHECKPOINT_THRESHOLD = '256MB';

/** Options of the embedded database. */
export interface DatabaseOptions {
  /** A file, or `:memory:`. */
  readonly path: string;
  readonly mode: AccessMode;
  /** What DuckDB may use before it spills to disk, such as `400MB`; its own limit where undefined. */
  readonly memoryLimit: string | undefined;
  /** Of one statement; one a core where undefined. */
  readonly threads: number | undefined;
}

/**
 * Opens the file with the schema of this version; a writing process creates and migrates it. A file that another
 * process holds is waited for.
 *
 * @throws AnalyticsError `store_not_found`, `store_busy`, `store_outdated`, `store_too_new`, `invalid_configuration`
 */
export async function openDatabase(options: DatabaseOptions): Promise<DuckDBInstance> {
  if (options.mode !== 'write') await requireFile(options.path);
  else if (options.path !== IN_MEMORY) await makeFolder(dirname(options.path));
  const instance = await openWhenFree(options);
  try {
    await prepare(instance, options);
    return instance;
  } catch (error) {
    instance.closeSync(); // an instance that stays open is the one that the next call would be given
    throw error;
  }
}

async function prepare(instance: DuckDBInstance, { mode, path }: DatabaseOptions): Promise<void> {
  if (mode === 'inspect') return;
  const connection = await instance.connect();
  const done = atProcessEnd(() => connection.interrupt());
  try {
    if (mode === 'read') {
      const version = await schemaVersion(connection);
      return requireCurrentSchema({ store: path, version, expected: SCHEMA_VERSION });
    }
    if (path !== IN_MEMORY) {
      await requireDatabase(connection, path);
      removeLeftSpill(path);
      removeLeftCopy(path);
    }
    await migrate(connection, path);
    await renewHashes(connection);
  } finally {
    done();
    connection.closeSync();
  }
}

async function requireFile(path: string): Promise<void> {
  if (path === IN_MEMORY) {
    const message =
      'a store in memory ends with the process that writes it, so there is none to read: name a file with --store duckdb:PATH, or open it to write';
    throw new AnalyticsError('store_not_found', message, { details: { path } });
  }
  await access(path).catch((cause: unknown) => {
    const message = `there is no store at ${path} yet; \`ingest\` makes it, or name another with --store duckdb:PATH`;
    throw new AnalyticsError('store_not_found', message, { details: { path }, cause });
  });
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((cause: Error) => {
    const message = `the folder ${folder} of the store cannot be made: ${cause.message}`;
    throw new AnalyticsError('invalid_configuration', message, { details: { folder }, cause });
  });
}

/** DuckDB opens data too, such as CSV, JSON and Parquet: as views, in memory, where events would be lost. */
async function requireDatabase(connection: DuckDBConnection, path: string): Promise<void> {
  const files = await connection.runAndReadAll('SELECT 1 FROM duckdb_databases() WHERE path IS NOT NULL');
  if (files.currentRowCount === 0) throw unusable(path, 'it is data, not a database');
}

async function openWhenFree(options: DatabaseOptions): Promise<DuckDBInstance> {
  const { path, mode, memoryLimit, threads } = options;
  const configuration = {
    ...(memoryLimit !== undefined && { memory_limit: memoryLimit }),
    ...(threads !== undefined && { threads: String(threads) }),
    access_mode: mode === 'write' ? 'READ_WRITE' : 'READ_ONLY',
    temp_directory: path === IN_MEMORY ? '' : spillFolder(path),
    checkpoint_threshold: CHECKPOINT_THRESHOLD,
    storage_compatibility_version: 'latest', // zstd, which raw events are kept with, needs a form of the file from 2025
    preserve_insertion_order: 'false', // no statement relies on it, and inserts then run in parallel
  };
  const deadline = Date.now() + BUSY_WAIT_MS;
  for (;;) {
    try {
      if (path === IN_MEMORY) return await client.DuckDBInstance.create(path, configuration);
      const before = inodeOf(path);
      // In one process two instances of one file lose rows, so a file's instance is shared.
      const instance = await client.DuckDBInstance.fromCache(path, configuration);
      if (before === undefined || before === inodeOf(path)) return instance;
      instance.closeSync(); // the file was exchanged by a vacuum in between: this is the old one
    } catch (error) {
      const message = (error as Error).message;
      if (message === 'Failed to set config') throw unsettable(options, error as Error);
      if (!message.includes('Could not set lock on file')) throw unusable(path, message.split('\n')[0]!, error);
      if (Date.now() >= deadline) throw busy(path, message);
      await sleep(BUSY_RETRY_MS);
    }
  }
}

function inodeOf(path: string): bigint | undefined {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.ino;
}

function busy(path: string, message: string): AnalyticsError {
  const [, holder = 'another process', pid] = /held in (\S+) \(PID (\d+)\)/.exec(message) ?? [];
  const text = `the store ${path} is in use by ${holder}${pid ? ` (process ${pid})` : ''}; try again when it is done`;
  return new AnalyticsError('store_busy', text, { details: { path, pid: pid === undefined ? null : Number(pid) } });
}

function unusable(path: string, problem: string, cause?: unknown): AnalyticsError {
  const text = `${path} cannot be opened as a DuckDB store: ${problem}`;
  return new AnalyticsError('invalid_configuration', text, { details: { path }, cause });
}

/** DuckDB does not say which of them it refuses. */
function unsettable({ path, memoryLimit, threads }: DatabaseOptions, cause: Error): AnalyticsError {
  const given = Object.entries({ memoryLimit, threads }).filter(([, value]) => value !== undefined);
  const named = given.map(([name, value]) => `${name} ${JSON.stringify(value)}`).join(' and ');
  const problem = `DuckDB does not take ${named}; memoryLimit is such as "400MB", threads 1 or more`;
  return unusable(path, problem, cause);
}

/** The schema that a store has; 0 before its first migration. */
export async function schemaVersion(connection: DuckDBConnection): Promise<number> {
  const table = await connection.runAndReadAll(
    `SELECT 1 FROM information_schema.tables WHERE table_name = 'schema_migration'`,
  );
  if (table.currentRowCount === 0) return 0;
  const version = await connection.runAndReadAll('SELECT coalesce(max(version), 0) FROM schema_migration');
  return Number(version.getRows()[0]![0]);
}

async function migrate(connection: DuckDBConnection, path: string): Promise<void> {
  const version = await schemaVersion(connection);
  requireKnownSchema({ store: path, version, expected: SCHEMA_VERSION });
  const steps = migrations.filter((migration) => migration.version > version);
  if (steps.length === 0) return;
  await inTransaction(connection, async () => {
    await connection.run('CREATE TABLE IF NOT EXISTS schema_migration (version INTEGER PRIMARY KEY)');
    for (const step of steps) {
      for (const statement of step.statements) await connection.run(statement);
      await connection.run('INSERT INTO schema_migration VALUES ($1)', [step.version]);
    }
    for (const statement of factViewStatements) await connection.run(statement);
  });
}

/** DuckDB may hash otherwise in another version; a probe tells, and the stored hashes are then made anew. */
async function renewHashes(connection: DuckDBConnection): Promise<void> {
  const probe = idHash(`'tenant'`, `'event'`);
  const same = await connection.runAndReadAll(`SELECT 1 FROM hash_probe WHERE value = ${probe}`);
  if (same.currentRowCount > 0) return;
  await inTransaction(connection, async () => {
    await connection.run(`UPDATE event_identity SET id_hash = ${idHash('tenant_id', 'id')}`);
    await connection.run('DELETE FROM hash_probe');
    await connection.run(`INSERT INTO hash_probe VALUES (${probe})`);
  });
}

/** Runs a function in a transaction: all of it or, where it throws, nothing. */
export async function inTransaction<Result>(
  connection: DuckDBConnection,
  work: () => Promise<Result>,
  commit: () => Promise<unknown> = () => connection.run('COMMIT'),
): Promise<Result> {
  await connection.run('BEGIN TRANSACTION');
  try {
    const result = await work();
    await commit();
    return result;
  } catch (error) {
    await connection.run('ROLLBACK').catch(() => undefined); // a failed commit has ended it
    throw error;
  }
}
