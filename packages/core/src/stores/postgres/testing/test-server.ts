import { randomBytes } from 'node:crypto';
import { pg } from '../client.js';
import { openPostgresStore } from '../postgres-store.js';

/** The server that tests may make databases on; undefined where there is none. */
export const testServerUrl = process.env['LMS_ANALYTICS_TEST_POSTGRES'];

/** Databases with the schema of this version, each a copy of one template. */
export class TestDatabases {
  readonly #template = `lms_test_${randomBytes(6).toString('hex')}`;
  readonly #names: string[] = [];
  readonly #owners: string[] = [];
  #isMade: Promise<void> | undefined;

  /** The URL of a new database. */
  async create(): Promise<string> {
    this.#isMade ??= this.#makeTemplate();
    await this.#isMade;
    const name = `${this.#template}_${this.#names.length}`;
    this.#names.push(name);
    await runOnServer(`CREATE DATABASE ${name} TEMPLATE ${this.#template}`);
    return databaseUrl(name);
  }

  /** The URL of a new database without a schema, for a new user who owns it and may nothing else. */
  async createOwned(): Promise<string> {
    const owner = `${this.#template}_owner_${this.#owners.length}`;
    const password = randomBytes(12).toString('hex');
    this.#owners.push(owner);
    this.#names.push(owner);
    await runOnServer(`CREATE ROLE ${owner} LOGIN PASSWORD '${password}'`);
    await runOnServer(`CREATE DATABASE ${owner} OWNER ${owner}`);
    const url = new URL(databaseUrl(owner));
    Object.assign(url, { username: owner, password });
    return url.href;
  }

  /** Removes them all. */
  async drop(): Promise<void> {
    for (const name of [...this.#names, this.#template])
      await runOnServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    for (const owner of this.#owners) await runOnServer(`DROP ROLE ${owner}`);
  }

  async #makeTemplate(): Promise<void> {
    await runOnServer(`CREATE DATABASE ${this.#template}`);
    await (await openPostgresStore({ url: databaseUrl(this.#template) })).close();
  }
}

/** The URL of a database for the user of the tests, who may do everything. */
export function databaseUrl(name: string): string {
  const url = new URL(testServerUrl!);
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs a statement as the user of the tests, who may do everything; gives its rows. */
export async function runOnServer(sql: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: testServerUrl });
  await client.connect();
  try {
    return (await client.query(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}
