import { afterAll, describe } from 'vitest';
import { testStoreInWorlds } from '../../../conformance/test-analytics-store.js';
import { openPostgresStore } from './postgres-store.js';
import { TestDatabases, testServerUrl } from './testing/test-server.js';

describe.skipIf(testServerUrl === undefined)('with a server', () => {
  const databases = new TestDatabases();
  afterAll(() => databases.drop());

  testStoreInWorlds({
    name: 'PostgreSQL',
    hostileEvents: 20_000, // which of them are right is no matter of the store
    open: async () => openPostgresStore({ url: await databases.create(), erasureKey: 'a secret of the tests' }),
  });
});
