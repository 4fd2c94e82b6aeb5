import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext, TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgresStore } from './postgres-store.js';
import { TestDatabases, testServerUrl } from './testing/test-server.js';

const hasOpenSsl = spawnSync('openssl', ['version']).status === 0;

/** A certificate for the name `localhost`, and not for its address, in front of the server. */
describe.skipIf(testServerUrl === undefined || !hasOpenSsl)('TLS', () => {
  const databases = new TestDatabases();
  const folder = mkdtempSync(join(tmpdir(), 'lms-analytics-'));
  const certificate = join(folder, 'certificate.pem');
  let front: Server;
  let plainUrl: string;

  beforeAll(async () => {
    plainUrl = await databases.create();
    const key = join(folder, 'key.pem');
    const made = spawnSync('openssl', [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'],
      ...['-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', certificate],
    ]);
    expect(made.status, String(made.stderr)).toBe(0);
    front = encrypted(plainUrl, { key: readFileSync(key), cert: readFileSync(certificate) });
    await new Promise<void>((resolve) => front.listen(0, resolve));
  });
  afterAll(async () => {
    front.close();
    rmSync(folder, { recursive: true });
    await databases.drop();
  });

  const open = async (host: string, parameters: string) => {
    const url = new URL(plainUrl);
    url.host = `${host}:${(front.address() as AddressInfo).port}`;
    url.search = parameters;
    const store = await openPostgresStore({ url: url.href });
    await store.close();
  };

  it.each([
    ['127.0.0.1', () => 'sslmode=require'],
    ['127.0.0.1', () => `sslmode=verify-ca&sslrootcert=${certificate}`],
    ['localhost', () => `sslmode=verify-full&sslrootcert=${certificate}`],
  ])('is had by %s with %s', async (host, parameters) => {
    await expect(open(host, parameters())).resolves.toBeUndefined();
  });

  it.each([
    ['localhost', () => 'sslmode=verify-full', /no authority that is trusted signed.* as sslrootcert=FILE/],
    [
      '127.0.0.1',
      () => `sslmode=verify-full&sslrootcert=${certificate}`,
      /by a name that the certificate of the server has/,
    ],
  ])('is refused by %s with %s, and what to do is said', async (host, parameters, message) => {
    const refused = { code: 'invalid_configuration', message: expect.stringMatching(message) };
    await expect(open(host, parameters())).rejects.toMatchObject(refused);
  });

  it('is not given up where the server has none', async () => {
    const refused = {
      code: 'invalid_configuration',
      message: expect.stringContaining('say sslmode=disable in the URL'),
    };
    await expect(openPostgresStore({ url: `${plainUrl}?sslmode=require` })).rejects.toMatchObject(refused);
  });
});

/** A server that begins TLS where it is asked for, and passes everything on to another. */
function encrypted(url: string, certificate: { readonly key: Buffer; readonly cert: Buffer }): Server {
  const { hostname, port } = new URL(url);
  return createServer((socket) => {
    socket.once('data', () => {
      socket.write('S');
      const inner = new TLSSocket(socket, { isServer: true, secureContext: createSecureContext(certificate) });
      const outer = connect(Number(port), hostname);
      inner.on('error', () => outer.destroy());
      outer.on('error', () => inner.destroy());
      inner.pipe(outer).pipe(inner);
    });
    socket.on('error', () => undefined);
  });
}
