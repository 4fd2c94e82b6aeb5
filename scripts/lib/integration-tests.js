// What needs more than Node and the packages of the clone, or takes longer than a unit test may.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { postgres } from './postgres-service.js';
import { root } from './root.js';

/**
 * The integration tests: a name, what is missing for it, if anything, and how it is run (whether it passed).
 *
 * @param oulad the folder of the Open University dataset, which is not part of the repository
 * @param clicks how many rows of its clicks the stores are compared with, at most: whole presentations; undefined: all
 */
export function integrationTests({ oulad, clicks }) {
  const datasetAbsence = () => {
    if (oulad === undefined) return 'the Open University dataset: give its folder as --oulad DIR';
    return existsSync(join(oulad, 'oracle.json')) ? undefined : `no Open University dataset at ${oulad}`;
  };
  const onPostgres = (name, run) => ({ ...onService(postgres, 'LMS_ANALYTICS_TEST_POSTGRES', run), name });
  const part = { OULAD: oulad, ...(clicks !== undefined && { OULAD_CLICKS: clicks }) };
  const ofDataset = onPostgres('same-bytes-oulad', (env) => vitest(['core', 'same-bytes/oulad'], { ...env, ...part }));
  const sameBytesOfDataset = { ...ofDataset, absence: () => datasetAbsence() ?? ofDataset.absence() };
  return [
    { name: 'kill-ingest', run: () => script('kill-ingest.js') },
    { name: 'packages', run: () => script('check-packages.js') },
    { name: 'release', run: () => script('rehearse-release.js') },
    onPostgres('postgres', (env) => vitest(['core', 'src/stores/postgres'], env)),
    { name: 'kill-postgres', absence: () => postgres.absence(), run: () => script('kill-postgres.js', '--kills', '5') },
    onPostgres('same-bytes', (env) => vitest(['core', 'same-bytes/hostile-stream'], env)),
    sameBytesOfDataset,
    { name: 'oulad', absence: datasetAbsence, run: () => script('oulad-oracle.js', oulad) },
    { name: 'oulad-events', absence: datasetAbsence, run: () => vitest(['oulad', 'real-dataset'], { OULAD: oulad }) },
  ];
}

/** A test on a server: the one whose URL is in the variable, else one of our own, which is stopped if we started it. */
function onService(service, variable, run) {
  const isGiven = () => process.env[variable] !== undefined;
  return {
    absence: () => (isGiven() ? undefined : service.absence()),
    run: async () => {
      if (isGiven()) return run({});
      const wasRunning = service.running() !== undefined;
      const { url } = await service.start();
      try {
        return run({ [variable]: url });
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
