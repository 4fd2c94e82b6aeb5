// Starts 8 processes at once on an empty PostgreSQL database: one makes the schema, the others wait for it, and all of
// them take the same events, each of which then counts once.
// node scripts/migrate-at-once.js URL
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startIngest, writeTerm } from './lib/disturbed-ingest.js';
import { psql } from './lib/postgres-service.js';

const PROCESSES = 8;
const [serverUrl] = process.argv.slice(2);
const name = `lms_at_once_${process.pid}`;
const url = new URL(serverUrl);
url.pathname = `/${name}`;
const folder = mkdtempSync(join(tmpdir(), 'migrate-at-once-'));
const input = join(folder, 'events.ndjson');
psql(serverUrl, `CREATE DATABASE ${name}`);
try {
  const events = writeTerm(input, { learners: 2 });
  const results = await Promise.all(Array.from({ length: PROCESSES }, () => startIngest(input, url.href).ended));
  const failed = results.filter(({ code }) => code !== 0);
  if (failed.length > 0) throw new Error(`${failed.length} of ${PROCESSES} failed: ${failed[0].output}`);
  const accepted = results.reduce((sum, { output }) => sum + JSON.parse(output).accepted, 0);
  const steps = 'SELECT count(*) = count(DISTINCT version) AND count(*) > 0 FROM lms_analytics.schema_migration';
  if (psql(url.href, steps) !== 't') throw new Error('a step of the schema was taken twice, or none');
  if (accepted !== events) throw new Error(`${accepted} events were accepted, not ${events}`);
  console.log(`${PROCESSES} processes at once: one schema, ${accepted} events, each counted once`);
} finally {
  psql(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
  rmSync(folder, { recursive: true });
}
