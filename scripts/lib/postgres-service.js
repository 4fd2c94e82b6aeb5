// A PostgreSQL server of our own: from the installed programs, with its own data and port.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { servicesFolder } from './services-folder.js';

const USER = 'lms';
const DATABASE = 'lms';
const DEBIAN_FOLDER = '/usr/lib/postgresql';
/** PostgreSQL refuses root: then its programs run as the user that its package makes. */
const PACKAGE_USER = 'postgres';

/** The server of development and of the tests. */
export const postgres = postgresService('postgres');

/**
 * A server with data, a port and a password of its own.
 *
 * @param name the folder of its data, among those of the services of this clone
 */
export function postgresService(name) {
  const folder = () => join(servicesFolder(), name);
  const dataFolder = () => join(folder(), 'data');
  const descriptionFile = () => join(folder(), 'service.json');
  const description = () => JSON.parse(readFileSync(descriptionFile(), 'utf8'));

  return {
    name,

    /** Why it cannot be started, with the command that helps; undefined where it can. */
    absence() {
      if (programFolder() === undefined) {
        const install =
          process.platform === 'darwin' ? 'brew install postgresql@17' : 'sudo apt-get install postgresql';
        return `not installed; install it with: ${install}`;
      }
      if (process.getuid?.() === 0 && packageUser() === undefined) {
        return `it refuses root, and there is no user ${PACKAGE_USER}; run this as another user`;
      }
      return undefined;
    },

    /** Where it runs: `{ url }`; undefined where it does not. */
    running() {
      const isRunning = existsSync(descriptionFile()) && run('pg_ctl', ['status', '-D', dataFolder()]).status === 0;
      return isRunning ? description() : undefined;
    },

    /** Starts it where it does not run, without data; gives `{ url }`. */
    async start() {
      const running = this.running();
      if (running !== undefined) return running;
      rmSync(folder(), { recursive: true, force: true });
      const password = randomBytes(12).toString('hex');
      initialize(folder(), password);
      const port = await freePort();
      launch(folder(), port);
      must('createdb', ['-h', folder(), '-p', String(port), '-U', USER, DATABASE], { PGPASSWORD: password });
      const service = { url: `postgres://${USER}:${password}@127.0.0.1:${port}/${DATABASE}` };
      writeFileSync(descriptionFile(), JSON.stringify(service), { mode: 0o600 });
      return service;
    },

    /** Kills it as a crash would: the server and the process of each of its connections, at once (SIGKILL). */
    async kill() {
      const server = Number(readFileSync(join(dataFolder(), 'postmaster.pid'), 'utf8').split('\n')[0]);
      const children = spawnSync('pgrep', ['-P', String(server)], { encoding: 'utf8' })
        .stdout.split('\n')
        .filter(Boolean);
      const all = [server, ...children.map(Number)];
      for (const pid of all) signal(pid, 'SIGKILL');
      while (all.some((pid) => signal(pid, 0))) await sleep(20);
      // Of a server that is dead, but not yet buried, the next one would believe that it runs.
      const locks = readdirSync(folder()).filter((name) => name.startsWith('.s.PGSQL.'));
      for (const path of [join(dataFolder(), 'postmaster.pid'), ...locks.map((name) => join(folder(), name))]) {
        rmSync(path, { force: true });
      }
    },

    /** Starts it again with the data that it had. */
    restart() {
      launch(folder(), new URL(description().url).port);
    },

    /** Stops it and removes its data; false where it did not run. */
    stop() {
      const isRunning = this.running() !== undefined;
      if (isRunning) must('pg_ctl', ['stop', '-m', 'fast', '-w', '-D', dataFolder()]);
      rmSync(folder(), { recursive: true, force: true });
      return isRunning;
    },
  };
}

/** What a statement gives: a line a row, the columns of it with `|` between. */
export function psql(url, sql) {
  return must('psql', [url, '-XAtq', '-v', 'ON_ERROR_STOP=1', '-c', sql]).trimEnd();
}

/** Makes the data. Its default collation is not that of code points, as on most servers: ours must not depend on it. */
function initialize(folder, password) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  const user = process.getuid?.() === 0 ? packageUser() : undefined;
  if (user) {
    chmodSync(servicesFolder(), 0o755);
    for (const path of [folder, passwordFile]) chownSync(path, user.uid, user.gid);
  }
  const locale = ['--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=en-US'];
  const access = ['--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  must('initdb', ['-D', join(folder, 'data'), '-U', USER, ...access, ...locale]);
  rmSync(passwordFile);
}

function launch(folder, port) {
  const options = [`-p ${port}`, '-h 127.0.0.1', `-k ${folder}`, '-c max_connections=100', '-c shared_buffers=256MB'];
  const log = join(folder, 'log');
  try {
    must('pg_ctl', ['start', '-w', '-D', join(folder, 'data'), '-l', log, '-o', options.join(' ')]);
  } catch (error) {
    throw new Error(`${error.message}\n${readFileSync(log, 'utf8').split('\n').slice(-12).join('\n')}`, {
      cause: error,
    });
  }
}

/** Sends a signal; false where there is no such process any more, or it is dead and only not yet buried. */
function signal(pid, name) {
  try {
    process.kill(pid, name);
    const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
    return stdout.trim() !== '' && !stdout.startsWith('Z');
  } catch {
    return false;
  }
}

function must(program, args, env = {}) {
  const { status, stdout, stderr, error } = run(program, args, env);
  if (status !== 0) throw new Error(`${program} ended with ${status ?? error}\n${stdout}${stderr}`);
  return stdout;
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
