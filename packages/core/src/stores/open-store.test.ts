import { expect, it } from 'vitest';
import { openStore } from './index.js';

it('refuses what is not the URL of a store, without telling the password in it', async () => {
  for (const url of ['mysql://ada:s3@cret/x@host/db', 'postgre://ada:s3cret@host/db', 'duckdb://ada:s3cret@host/db']) {
    const refusal = expect(openStore(url, 'read')).rejects;
    await refusal.toMatchObject({ code: 'invalid_configuration' });
    await refusal.toThrow(/"\w+:\/\/…@host\/db" is not the URL of a store; give duckdb:PATH/);
  }
});
