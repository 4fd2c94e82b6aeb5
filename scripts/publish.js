// `npm run release:publish`: publishes the packages whose version the registry does not have yet, and tags them.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './lib/commands.js';
import { root } from './lib/root.js';

const waiting = readdirSync(join(root, '.changeset')).filter((file) => file.endsWith('.md'));
if (waiting.length > 0) refuse('changesets wait to become versions: npm run release:version, then commit');
if (run('git', ['status', '--porcelain'], { cwd: root }) !== '') refuse('commit what is changed, or put it away');
for (const args of [
  ['npm', 'ci'],
  ['npm', 'run', 'check:packages'],
  ['npx', 'changeset', 'publish'],
]) {
  run(args[0], args.slice(1), { cwd: root, stdio: 'inherit' });
}

function refuse(problem) {
  console.error(`Nothing was published: ${problem}.`);
  process.exit(1);
}
