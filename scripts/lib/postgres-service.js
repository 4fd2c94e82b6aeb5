// A PostgreSQL server of our own: from the installed programs, with its own data and port.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { servicesFolder } from './services-folder.js';

const USER = 'lms';
const DATABASE = 'lms';
const DEBIAN_FOLDER = '/usr/lib/postgresql';
/** PostgreSQL refuses root: then its programs run as the user that its package makes. */
const PACKAGE_USER = 'postgres';

const folder = () => join(servicesFolder(), 'postgres');
const dataFolder = () => join(folder(), 'data');
const descriptionFile = () => join(folder(), 'service.json');

export const postgres = {
  name: 'postgres',

  /** Why it cannot be started, with the command that helps; undefined where it can. */
  absence() {
    if (programFolder() === undefined) {
      const install = process.platform === 'darwin' ? 'brew install postgresql@17' : 'sudo apt-get install postgresql';
      return `not installed; install it with: ${install}`;
    }
    if (process.getuid?.() === 0 && packageUser() === undefined) {
      return `it refuses root, and there is no user ${PACKAGE_USER}; run this as another user`;
    }
    return undefined;
  },

  /** Where it runs: `{ url }`; undefined where it does not. */
  running() {
    if (!existsSync(descriptionFile()) || run('pg_ctl', ['status', '-D', dataFolder()]).status !== 0) return undefined;
    return JSON.parse(readFileSync(descriptionFile(), 'utf8'));
  },

  /** Starts it where it does not run; gives `{ url }`. */
  async start() {
    const running = this.running();
    if (running !== undefined) return running;
    rmSync(folder(), { recursive: true, force: true });
    const password = randomBytes(12).toString('hex');
    initialize(password);
    const port = await freePort();
    const options = [
      `-p ${port}`,
      '-h 127.0.0.1',
      `-k ${folder()}`,
      '-c max_connections=100',
      '-c shared_buffers=256MB',
    ];
    must('pg_ctl', ['start', '-w', '-D', dataFolder(), '-l', join(folder(), 'log'), '-o', options.join(' ')]);
    must('createdb', ['-h', folder(), '-p', String(port), '-U', USER, DATABASE], { PGPASSWORD: password });
    const service = { url: `postgres://${USER}:${password}@127.0.0.1:${port}/${DATABASE}` };
    writeFileSync(descriptionFile(), JSON.stringify(service), { mode: 0o600 });
    return service;
  },

  /** Stops it and removes its data; false where it did not run. */
  stop() {
    const isRunning = this.running() !== undefined;
    if (isRunning) must('pg_ctl', ['stop', '-m', 'fast', '-w', '-D', dataFolder()]);
    rmSync(folder(), { recursive: true, force: true });
    return isRunning;
  },
};

/** Makes the data. Its default collation is not that of code points, as on most servers: ours must not depend on it. */
function initialize(password) {
  mkdirSync(folder(), { recursive: true, mode: 0o700 });
  const passwordFile = join(folder(), 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  const user = process.getuid?.() === 0 ? packageUser() : undefined;
  if (user) {
    chmodSync(servicesFolder(), 0o755);
    for (const path of [folder(), passwordFile]) chownSync(path, user.uid, user.gid);
  }
  const locale = ['--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=en-US'];
  const access = ['--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  must('initdb', ['-D', dataFolder(), '-U', USER, ...access, ...locale]);
  rmSync(passwordFile);
}

function must(program, args, env = {}) {
  const { status, stdout, stderr, error } = run(program, args, env);
  if (status !== 0) throw new Error(`${program} ended with ${status ?? error}\n${stdout}${stderr}`);
}

function run(program, args, env = {}) {
  const user = process.getuid?.() === 0 ? packageUser() : undefined;
  return spawnSync(join(programFolder() ?? '', program), args, {
    cwd: '/',
    encoding: 'utf8',
    env: { ...process.env, ...env },
    // A daemon that kept the pipes would keep the call waiting.
    stdio: program === 'pg_ctl' ? ['ignore', 'ignore', 'ignore'] : ['ignore', 'pipe', 'pipe'],
    ...user,
  });
}

function packageUser() {
  const idOf = (option) => spawnSync('id', [option, PACKAGE_USER], { encoding: 'utf8' });
  const [uid, gid] = [idOf('-u'), idOf('-g')];
  return uid.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : undefined;
}

/** Where `initdb` is: on the path, or where Debian puts it, the newest version first. */
function programFolder() {
  const versions = existsSync(DEBIAN_FOLDER) ? readdirSync(DEBIAN_FOLDER).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(DEBIAN_FOLDER, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  return folders.find((path) => existsSync(join(path, 'initdb')) && existsSync(join(path, 'createdb')));
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
