// A lock file written on one platform can lack the binaries of others, and `npm ci` then installs without them and
// exits 0. Every optional dependency that an entry of the lock names must have an entry of its own.
import { readFileSync } from 'node:fs';

const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
const names = new Set(
  Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)),
);
const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
  Object.keys(optionalDependencies)
    .filter((name) => !names.has(name))
    .map((name) => `${path || 'the root'} wants ${name}`),
);
if (missing.length > 0) {
  console.error(
    `package-lock.json lacks optional dependencies; install them anew on this platform:\n${missing.join('\n')}`,
  );
  process.exit(1);
}
console.log(`package-lock.json: every optional dependency of ${Object.keys(packages).length} entries resolves`);
