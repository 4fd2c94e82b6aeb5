import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { duckdbPackage } from './duckdb/client.js';
import { requireClient } from './require-client.js';

test('a client that is not installed is named with the command that installs it', () => {
  expect(() => requireClient('no-such-client', { of: 'the store', install: 'no-such-client@1.2.3' })).toThrow(
    expect.objectContaining({
      code: 'missing_dependency',
      message:
        'the store needs no-such-client, which is not installed, or not for this platform; ' +
        'install it with: npm install --include=optional no-such-client@1.2.3',
    }),
  );
});

test('the command installs the version of DuckDB that the tests ran with, the least that the package takes', () => {
  const { peerDependencies, devDependencies } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  const version = duckdbPackage.slice('@duckdb/node-api@'.length);
  expect(devDependencies['@duckdb/node-api']).toBe(version);
  expect(peerDependencies['@duckdb/node-api']).toBe(`^${version}`);
});
