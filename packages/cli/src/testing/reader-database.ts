import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { runCommand } from './run-command.js';

/** The server that tests may make databases and roles on; undefined where there is none. */
export const testServerUrl = process.env['LMS_ANALYTICS_TEST_POSTGRES'];

/** A database with an empty store, and a role that may become a reader of it. */
export class ReaderDatabase {
  readonly role: string;
  readonly #name = `lms_test_${randomBytes(6).toString('hex')}`;

  constructor(role: string) {
    this.role = role;
  }

  get url(): string {
    const url = new URL(testServerUrl!);
    url.pathname = `/${this.#name}`;
    return url.href;
  }

  async create(cwd: string): Promise<void> {
    await runOnServer(`CREATE DATABASE ${this.#name}`, `CREATE ROLE ${this.role}`);
    await runCommand(['migrate', '--store', this.url], { cwd });
  }

  async drop(): Promise<void> {
    await runOnServer(`DROP DATABASE ${this.#name} WITH (FORCE)`, `DROP ROLE ${this.role}`);
  }
}

async function runOnServer(...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: testServerUrl });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
