// What needs more than Node and the packages of the clone, or takes longer than a unit test may.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { postgres } from './postgres-service.js';
import { root } from './root.js';

/** Names a server that tests may make databases on. */
const postgresVariable = 'LMS_ANALYTICS_TEST_POSTGRES';

/**
 * The integration tests: a name, what is missing for it, if anything, whether it uses every core, and how it is run: given
 * where to write what it says, whether it passed. `stop` ends the server that was started for them.
 *
 * @param oulad the folder of the Open University dataset, which is not part of the repository
 * @param clicks how many rows of its clicks the stores are compared with, at most: whole presentations; undefined: all
 * @param modules those of its modules that are compared with figures computed apart, as `AAA,BBB`; undefined: all
 */
export function integrationTests({ oulad, clicks, modules }) {
  const datasetAbsence = () => {
    if (oulad === undefined) return 'the Open University dataset: give its folder as --oulad DIR';
    return existsSync(join(oulad, 'oracle.json')) ? undefined : `no Open University dataset at ${oulad}`;
  };
  const server = sharedServer(postgres);
  const onPostgres = (name, run) => ({
    name,
    absence: server.absence,
    run: async (write) => run({ [postgresVariable]: await server.url() }, write),
  });
  const only = modules === undefined ? [] : ['--modules', modules];
  const part = { OULAD: oulad, ...(clicks !== undefined && { OULAD_CLICKS: clicks }) };
  const ofDataset = onPostgres('same-bytes-oulad', (env, write) =>
    vitest(['core', 'same-bytes/oulad'], { ...env, ...part }, write),
  );
  const tests = [
    { ...onPostgres('postgres', testPostgres), usesEveryCore: true },
    { name: 'kill-ingest', run: (write) => script(['kill-ingest.js', '--kills', '3'], write) },
    { name: 'packages', run: (write) => script(['check-packages.js'], write) },
    { name: 'release', run: (write) => script(['rehearse-release.js'], write) },
    onPostgres('migrate-at-once', (env, write) => script(['migrate-at-once.js', env[postgresVariable]], write)),
    {
      name: 'kill-postgres',
      absence: () => postgres.absence(),
      run: (write) => script(['kill-postgres.js', '--kills', '2'], write),
    },
    onPostgres('disturb-rollups', (env, write) =>
      script(['disturb-rollups.js', env[postgresVariable], '--steps', '60'], write),
    ),
    onPostgres('same-bytes', (env, write) => vitest(['core', 'same-bytes/hostile-stream'], env, write)),
    { ...ofDataset, absence: () => datasetAbsence() ?? server.absence() },
    {
      name: 'oulad',
      absence: datasetAbsence,
      run: (write) => script(['oulad-oracle.js', oulad, ...only], write),
    },
    {
      name: 'oulad-events',
      absence: datasetAbsence,
      run: (write) => vitest(['oulad', 'real-dataset'], { OULAD: oulad }, write),
    },
  ];
  return { tests, stop: server.stop };
}

async function testPostgres(env, write) {
  const ofCommand = ['cli', 'src/examples', 'src/commands/readers', '-t', 'readers']; // the other examples need no server
  return (await vitest(['core', 'src/stores/postgres'], env, write)) && (await vitest(ofCommand, env, write));
}

/** A server for several tests: the one whose URL is in the variable, else one of our own, started when it is asked for. */
function sharedServer(service) {
  const given = process.env[postgresVariable];
  const wasRunning = given === undefined && service.running() !== undefined;
  let started;
  return {
    absence: () => (given === undefined ? service.absence() : undefined),
    async url() {
      if (given !== undefined) return given;
      started ??= service.start();
      return (await started).url;
    },
    stop() {
      if (started !== undefined && !wasRunning) service.stop();
    },
  };
}

function script([name, ...args], write) {
  return succeeds([process.execPath, join(root, 'scripts', name), ...args], {}, write);
}

function vitest([project, ...files], env, write) {
  return succeeds(['npx', 'vitest', 'run', '--project', project, ...files], env, write);
}

function succeeds([program, ...args], env, write) {
  const child = spawn(program, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', write);
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (status) => resolve(status === 0));
  });
}
