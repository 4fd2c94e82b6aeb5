import { randomBytes } from 'node:crypto';
import { pg } from '../client.js';
import { openPostgresStore } from '../postgres-store.js';

/** The server that tests may make databases on; undefined where there is none. */
export const testServerUrl = process.env['LMS_ANALYTICS_TEST_POSTGRES'];

/** Databases with the schema of this version, each a copy of one template. */
export class TestDatabases {
  readonly #template = `lms_test_${randomBytes(6).toString('hex')}`;
  readonly #names: string[] = [];
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

  /** Removes them all. */
  async drop(): Promise<void> {
    for (const name of [...this.#names, this.#template])
      await runOnServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }

  async #makeTemplate(): Promise<void> {
    await runOnServer(`CREATE DATABASE ${this.#template}`);
    await (await openPostgresStore({ url: databaseUrl(this.#template) })).close();
  }
}

function databaseUrl(name: string): string {
  const url = new URL(testServerUrl!);
  url.pathname = `/${name}`;
  return url.href;
}

async function runOnServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: testServerUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
