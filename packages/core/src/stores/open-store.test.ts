import { expect, it } from 'vitest';
import { openReaders, openStore } from './index.js';
import { TestDatabases, testServerUrl } from './postgres/testing/test-server.js';

it('refuses what is not the URL of a store, without telling the password in it', async () => {
  for (const url of ['mysql://ada:s3@cret/x@host/db', 'postgre://ada:s3cret@host/db', 'duckdb://ada:s3cret@host/db']) {
    const refusal = expect(openStore(url, 'read')).rejects;
    await refusal.toMatchObject({ code: 'invalid_configuration' });
    await refusal.toThrow(/"\w+:\/\/…@host\/db" is not the URL of a store; give duckdb:PATH/);
  }
});

it('opens the embedded store, with the threads that it is to have', async () => {
  for (const options of [{}, { threads: 1, erasureKey: 'a secret' }]) {
    const store = await openStore('duckdb::memory:', 'write', options);
    expect(store.url).toBe('duckdb::memory:');
    await store.close();
  }
  await expect(openStore('duckdb::memory:', 'write', { threads: 0 })).rejects.toThrow(
    'DuckDB does not take threads 0;',
  );
});

it('says that there is no store in memory to read', async () => {
  for (const mode of ['read', 'inspect'] as const) {
    const refusal = expect(openStore('duckdb::memory:', mode)).rejects;
    await refusal.toMatchObject({ code: 'store_not_found', details: { path: ':memory:' } });
    await refusal.toThrow(
      /^a store in memory ends with the process that writes it, so there is none to read: name a file/,
    );
  }
});

it.skipIf(testServerUrl === undefined)('opens a store in PostgreSQL, by either name of its URL', async () => {
  const databases = new TestDatabases();
  const url = await databases.create();
  for (const scheme of ['postgres:', 'postgresql:']) {
    const store = await openStore(url.replace(/^\w+:/, scheme), 'read', { threads: 1 });
    expect(store.url.startsWith(`${scheme}//`)).toBe(true);
    await store.close();
  }
  await databases.drop();
});

it('has readers of a store in PostgreSQL alone', async () => {
  const refusal = expect(openReaders('duckdb:./analytics.duckdb')).rejects;
  await refusal.toMatchObject({ code: 'invalid_configuration' });
  await refusal.toThrow(/readers are roles of a PostgreSQL store/);
  await expect(openReaders('postgres://ada:secret@127.0.0.1:1/lms')).rejects.toMatchObject({
    code: 'store_unavailable',
  });
});
