import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAnalytics } from '../../analytics.js';
import { pg } from './client.js';
import { Database } from './database.js';
import { migrate } from './migrate.js';
import { migrations, SCHEMA_VERSION } from './migrations.js';
import { RawPartitions } from './partitions.js';
import { openPostgresStore } from './postgres-store.js';
import { SCHEMA } from './schema.js';
import { TestDatabases, testServerUrl } from './testing/test-server.js';

const clock = () => new Date('2026-05-01T00:00:00Z');
const erasureKey = 'a secret of the tests';
const tenants = ['default', 'south'];

/** What a store of version 1 kept of some events: those, and the rows of its tables, as that version wrote them. */
const kept = readFileSync(new URL('./testing/stored-by-version-1.ndjson', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as { event: unknown } | { table: string; row: unknown });
const events = kept.flatMap((each) => ('event' in each ? [each.event] : []));
const versions = migrations.map(({ version }) => version);

describe.skipIf(testServerUrl === undefined)('a store of an earlier version', () => {
  const databases = new TestDatabases();
  afterAll(() => databases.drop());

  const open = async (url: string) => createAnalytics({ store: await openPostgresStore({ url, erasureKey }), clock });

  /** What a store answers of all that is asked of stores, and what it makes of the same events. */
  const answersOf = async (url: string) => {
    const analytics = await open(url);
    const answers = [];
    for (const tenantId of tenants) {
      for (const { id, hasPeriod } of analytics.catalogue.reports) {
        const frame = { tenantId, ...(hasPeriod && { last: 'all' }) };
        answers.push(await analytics.report({ report: id, ...frame }).catch(({ message }) => message));
      }
      const metrics = analytics.catalogue.metrics.map((metric) => metric.id);
      answers.push(await analytics.query({ metrics, tenantId, last: 'all' }));
      answers.push(await analytics.settings(tenantId));
      const { counts, events: ofTypes } = await analytics.status(tenantId);
      answers.push({ counts, ofTypes });
    }
    await analytics.close();
    return answers;
  };

  const replay = async (url: string) => {
    const analytics = await open(url);
    const result = await analytics.ingest(events);
    await analytics.close();
    return result;
  };

  let fresh: { readonly url: string; readonly answers: unknown; readonly replayed: unknown };
  beforeAll(async () => {
    const url = await databases.createOwned();
    const analytics = await open(url);
    await analytics.ingest(events);
    await analytics.setSetting('time-zone', 'Europe/Paris', 'south');
    await analytics.close();
    fresh = { url, answers: await answersOf(url), replayed: await replay(url) };
  });

  it.each(versions)(
    'that was of version 1 and then of version %i answers as a new one, and takes nothing twice',
    async (version) => {
      const url = await databases.createOwned();
      await store(url);
      await at(url, (database) => migrate(database, version));
      expect(await answersOf(url)).toEqual(fresh.answers);
      expect(await replay(url)).toEqual(fresh.replayed);
      expect(await answersOf(url)).toEqual(fresh.answers);
    },
  );

  it('is not gone back from', async () => {
    const url = await databases.createOwned();
    await at(url, migrate);
    await onDatabase(url, (client) =>
      client.query(`INSERT INTO ${SCHEMA}.schema_migration VALUES ($1)`, [SCHEMA_VERSION + 1]),
    );
    await expect(open(url)).rejects.toMatchObject({ code: 'store_too_new' });
  });
});

/** Makes a store of version 1, and puts in what it kept. */
async function store(url: string): Promise<void> {
  await at(url, async (database) => {
    await migrate(database, 1);
    await new RawPartitions(database).ensure(clock().getTime());
  });
  await onDatabase(url, async (client) => {
    for (const each of kept) {
      if ('event' in each) continue;
      const table = `${SCHEMA}.${each.table}`;
      await client.query(`INSERT INTO ${table} SELECT * FROM jsonb_populate_record(NULL::${table}, $1)`, [each.row]);
    }
  });
}

async function at(url: string, use: (database: Database) => Promise<void>): Promise<void> {
  const database = new Database({ url });
  try {
    await use(database);
  } finally {
    await database.close();
  }
}

/** As the user of the tests, for whom no wall stands. */
async function onDatabase(
  url: string,
  use: (client: InstanceType<typeof pg.Client>) => Promise<unknown>,
): Promise<void> {
  const own = new URL(testServerUrl!);
  own.pathname = new URL(url).pathname;
  const client = new pg.Client({ connectionString: own.href });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}
