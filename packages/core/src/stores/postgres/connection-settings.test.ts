import { describe, expect, it } from 'vitest';
import { readConnectionSettings } from './connection-settings.js';

const read = (parameters = '') => readConnectionSettings({ url: `postgres://u:p@db.example:5433/lms${parameters}` });

describe('the URL of a PostgreSQL store', () => {
  it('says how many connections there are, and what a statement may take', () => {
    expect(read('?max_connections=3&statement_timeout=30000&lock_timeout=500')).toEqual({
      url: 'postgres://u:p@db.example:5433/lms',
      maxConnections: 3,
      limits: { statement_timeout: 30_000, lock_timeout: 500 },
    });
  });

  it('need say nothing of it', () => {
    expect(read()).toMatchObject({ maxConnections: 10, limits: { statement_timeout: 0, lock_timeout: 0 } });
  });

  it('comes after the options', () => {
    const url = 'postgres://db.example/lms?max_connections=3&lock_timeout=500';
    const settings = readConnectionSettings({ url, maxConnections: 4, statementTimeoutMs: 10 });
    expect(settings).toMatchObject({ maxConnections: 4, limits: { statement_timeout: 10, lock_timeout: 500 } });
  });

  it.each([
    ['?max_connections=0', 'max_connections must be a whole number from 1 to 1000, not "0"'],
    ['?statement_timeout=30s', 'statement_timeout must be a whole number from 0 to 2147483647 milliseconds'],
    ['?lock_timeout=-1', 'lock_timeout must be'],
    ['?sslmode=prefer', 'sslmode must be one of disable, require, verify-ca, verify-full, not "prefer"'],
    ['?sslmode=verify-ca', 'sslmode=verify-ca needs sslrootcert=FILE'],
    ['?sslmode=verify-full&sslrootcert=/no/such/file', 'there is no file /no/such/file, which sslrootcert names'],
    ['?sslrootcert=/etc/hosts', 'sslrootcert needs an sslmode that encrypts'],
    ['?sslmode=require&sslcert=/etc/hosts', 'sslcert=FILE and sslkey=FILE go together'],
    ['?pool=3', 'has no parameter pool; there are sslmode, '],
  ])('is refused with %s', (parameters, message) => {
    const refused = expect.objectContaining({
      code: 'invalid_configuration',
      message: expect.stringContaining(message),
    });
    expect(() => read(parameters)).toThrow(refused);
  });

  it('is not repeated where it cannot be read', () => {
    const url = 'postgres://u:se/cret@db.example:no/lms';
    expect(() => readConnectionSettings({ url })).toThrow(/^the URL of the PostgreSQL store cannot be read(?!.*cret)/);
  });
});
