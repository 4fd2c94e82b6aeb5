// `npm run services -- up|down|status`: the servers that development and the integration tests need, from what is
// installed, in a folder of their own and on free ports. Nothing else on the machine is touched.

import { postgres } from './lib/postgres-service.js';
import { servicesFolder } from './lib/services-folder.js';

const services = [postgres];
const [action, ...rest] = process.argv.slice(2);
const actions = { up, down, status };
if (!Object.hasOwn(actions, action ?? '') || rest.length > 0) {
  console.error('usage: npm run services -- up|down|status');
  process.exit(2);
}
process.exitCode = await actions[action]();

/** Starts what does not run yet; 1 where something is missing. */
async function up() {
  let missing = 0;
  for (const service of services) {
    const absent = service.absence();
    if (absent !== undefined) {
      missing++;
      console.error(`${service.name}: ${absent}`);
      continue;
    }
    const { url } = await service.start();
    console.log(`${service.name}: ${url}`);
  }
  return missing === 0 ? 0 : 1;
}

/** Stops what runs, and removes its data. */
function down() {
  for (const service of services) console.log(`${service.name}: ${service.stop() ? 'stopped' : 'was not running'}`);
  return 0;
}

/** Says what runs, and where; 1 where something does not. */
function status() {
  const running = services.map((service) => service.running());
  for (const [place, service] of services.entries()) {
    console.log(
      `${service.name}: ${running[place]?.url ?? service.absence() ?? 'not running; npm run services -- up'}`,
    );
  }
  console.log(`folder: ${servicesFolder()}`);
  return running.every((each) => each !== undefined) ? 0 : 1;
}
