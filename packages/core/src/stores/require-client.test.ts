import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
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

test('a client that is installed, and fails, says why itself', () => {
  const folder = mkdtempSync(join(tmpdir(), 'client-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const client = join(folder, 'client.cjs');
  writeFileSync(client, `throw new Error('GLIBC_2.99 not found')`);
  expect(() => requireClient(client, { of: 'the store', install: 'client' })).toThrow('GLIBC_2.99 not found');
});

test('the command installs the version of DuckDB that the tests ran with, the least that the package takes', () => {
  const { peerDependencies, devDependencies } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  const version = duckdbPackage.slice('@duckdb/node-api@'.length);
  expect(devDependencies['@duckdb/node-api']).toBe(version);
  expect(peerDependencies['@duckdb/node-api']).toBe(`^${version}`);
});
