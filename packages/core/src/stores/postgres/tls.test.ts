import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPostgresStore } from './postgres-store.js';
import { TestDatabases, testServerUrl } from './testing/test-server.js';

const hasOpenSsl = spawnSync('openssl', ['version']).status === 0;

/** A certificate for the name `localhost`, and not for its address, in front of the server. */
describe.skipIf(testServerUrl === undefined || !hasOpenSsl)('TLS', () => {
  const databases = new TestDatabases();
  const folder = mkdtempSync(join(tmpdir(), 'lms-analytics-'));
  const certificate = join(folder, 'certificate.pem');
  const key = join(folder, 'key.pem');
  const ofClient = { certificate: join(folder, 'client.pem'), key: join(folder, 'client-key.pem') };
  let front: Server;
  let closedFront: Server;
  let plainUrl: string;

  beforeAll(async () => {
    plainUrl = await databases.create();
    makeCertificate('localhost', { certificate, key });
    makeCertificate('analytics', ofClient);
    const ofServer = { key: readFileSync(key), cert: readFileSync(certificate) };
    front = await listening(encrypted(plainUrl, ofServer));
    const wanted = { ca: readFileSync(ofClient.certificate), requestCert: true, rejectUnauthorized: true };
    closedFront = await listening(encrypted(plainUrl, { ...ofServer, ...wanted }));
  });
  afterAll(async () => {
    front.close();
    closedFront.close();
    rmSync(folder, { recursive: true });
    await databases.drop();
  });

  const open = async (host: string, parameters: string, server = front) => {
    const url = new URL(plainUrl);
    url.host = `${host}:${(server.address() as AddressInfo).port}`;
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

  const ownCertificate = (file: string, itsKey: string) =>
    `sslmode=verify-full&sslrootcert=${certificate}&sslcert=${file}&sslkey=${itsKey}`;

  it('shows our own certificate to a server that lets in whom it knows', async () => {
    const parameters = ownCertificate(ofClient.certificate, ofClient.key);
    await expect(open('localhost', parameters, closedFront)).resolves.toBeUndefined();
  });

  it.each([
    ['without one', () => `sslmode=verify-full&sslrootcert=${certificate}`, /name yours, and its key, as sslcert=FILE/],
    ['with the key of another', () => ownCertificate(ofClient.certificate, key), /and sslkey its key, each as PEM/],
    [
      'with the two swapped',
      () => ownCertificate(ofClient.key, ofClient.certificate),
      /and sslkey its key, each as PEM/,
    ],
  ])('is refused by such a server %s, and what to do is said', async (_, parameters, message) => {
    const refused = { code: 'invalid_configuration', message: expect.stringMatching(message) };
    await expect(open('localhost', parameters(), closedFront)).rejects.toMatchObject(refused);
  });

  it('is not given up where the server has none', async () => {
    const refused = {
      code: 'invalid_configuration',
      message: expect.stringContaining('say sslmode=disable in the URL'),
    };
    await expect(openPostgresStore({ url: `${plainUrl}?sslmode=require` })).rejects.toMatchObject(refused);
  });
});

/** Makes a certificate for a name, signed by itself, and its key. */
function makeCertificate(name: string, files: { readonly certificate: string; readonly key: string }): void {
  const made = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${name}`],
    ...['-addext', `subjectAltName=DNS:${name}`, '-keyout', files.key, '-out', files.certificate],
  ]);
  expect(made.status, String(made.stderr)).toBe(0);
}

/** A server that begins TLS where it is asked for, and passes everything on to another. */
function encrypted(url: string, options: TlsOptions): Server {
  const { hostname, port } = new URL(url);
  const secured = createTlsServer(options, (inner) => {
    const outer = connect(Number(port), hostname);
    inner.on('error', () => outer.destroy());
    outer.on('error', () => inner.destroy());
    inner.pipe(outer).pipe(inner);
  });
  return createServer((socket) => {
    socket.once('data', () => {
      socket.write('S');
      secured.emit('connection', socket);
    });
    socket.on('error', () => undefined);
  });
}

function listening(server: Server): Promise<Server> {
  return new Promise((resolve) => server.listen(0, () => resolve(server)));
}
