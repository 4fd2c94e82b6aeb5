// What needs more than Node and the packages of the clone, or takes longer than a unit test may.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { postgres } from './postgres-service.js';
import { root } from './root.js';

/** Names a server that tests may make databases on. */
const postgresVariable = 'LMS_ANALYTICS_TEST_POSTGRES';

/**
 * The integration tests: a name, what is missing for it, if anything, and how it is run (whether it passed).
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
  const onPostgres = (name, run) => ({ ...onService(postgres, run), name });
  const only = modules === undefined ? [] : ['--modules', modules];
  const part = { OULAD: oulad, ...(clicks !== undefined && { OULAD_CLICKS: clicks }) };
  const ofDataset = onPostgres('same-bytes-oulad', (env) => vitest(['core', 'same-bytes/oulad'], { ...env, ...part }));
  const sameBytesOfDataset = { ...ofDataset, absence: () => datasetAbsence() ?? ofDataset.absence() };
  return [
    { name: 'kill-ingest', run: () => script('kill-ingest.js', '--kills', '10') },
    { name: 'packages', run: () => script('check-packages.js') },
    { name: 'release', run: () => script('rehearse-release.js') },
    onPostgres('postgres', (env) =>
      [
        ['core', 'src/stores/postgres'],
        ['cli', 'src/examples', 'src/commands/readers', '-t', 'readers'], // the other examples need no server
      ].every((files) => vitest(files, env)),
    ),
    onPostgres('migrate-at-once', (env) => script('migrate-at-once.js', env[postgresVariable])),
    { name: 'kill-postgres', absence: () => postgres.absence(), run: () => script('kill-postgres.js', '--kills', '3') },
    onPostgres('same-bytes', (env) => vitest(['core', 'same-bytes/hostile-stream'], env)),
    sameBytesOfDataset,
    { name: 'oulad', absence: datasetAbsence, run: () => script('oulad-oracle.js', oulad, ...only) },
    { name: 'oulad-events', absence: datasetAbsence, run: () => vitest(['oulad', 'real-dataset'], { OULAD: oulad }) },
  ];
}

/**
 * A test on a server: the one whose URL is in the variable, else one of our own, which is stopped if we started it. It is
 * given the variable.
 */
function onService(service, run) {
  const given = process.env[postgresVariable];
  return {
    absence: () => (given === undefined ? service.absence() : undefined),
    run: async () => {
      if (given !== undefined) return run({ [postgresVariable]: given });
      const wasRunning = service.running() !== undefined;
      const { url } = await service.start();
      try {
        return run({ [postgresVariable]: url });
      } finally {
        if (!wasRunning) service.stop();
      }
    },
  };
}

function script(name, ...args) {
  return succeeds(process.execPath, [join(root, 'scripts', name), ...args]);
}

function vitest([project, ...files], env) {
  return succeeds('npx', ['vitest', 'run', '--project', project, ...files], env);
}

function succeeds(program, args, env = {}) {
  return spawnSync(program, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } }).status === 0;
}
