import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './commands.js';
import { root } from './root.js';

/** The packages that are published: `{ name, path, manifest }`, those that others need first. */
export function publishedPackages(repository = root) {
  const packages = readdirSync(join(repository, 'packages')).map((folder) => {
    const path = join(repository, 'packages', folder);
    const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
    return { name: manifest.name, path, manifest };
  });
  const published = packages.filter(({ manifest }) => !manifest.private);
  const needs = ({ manifest }) =>
    published.filter(({ name }) => Object.hasOwn(manifest.dependencies ?? {}, name)).length;
  return published.sort((one, other) => needs(one) - needs(other));
}

/** Packs a package as `npm publish` would: the tarball, the files in it, their bytes. */
export function pack({ path }, folder) {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [{ filename, files, unpackedSize }] = JSON.parse(run('npm', args, { cwd: path }));
  return { tarball: join(folder, filename), files: files.map((file) => file.path), unpackedSize };
}

/** What is wrong with the files of a tarball: one that nobody needs, one that is missing, one whose source is gone. */
export function contentsProblem({ path, manifest, files }) {
  const needed = ['package.json', 'README.md', 'LICENSE', ...manifest.files.filter((file) => !file.includes('*'))];
  const missing = needed.filter((file) => !files.includes(file));
  const isBuilt = builtFrom(join(path, 'src'));
  const unneeded = files.filter((file) => !needed.includes(file) && !isBuilt(file));
  const problems = [
    ...missing.map((file) => `${file} is missing`),
    ...unneeded.map((file) => `${file} is not needed, or its source is gone: remove dist and build again`),
    ...licenceProblem(path),
  ];
  return problems.length === 0 ? undefined : problems.join('\n');
}

/** Whether a file in `dist` has a source, and is no test. */
function builtFrom(folder) {
  const sources = new Set(readdirSync(folder, { recursive: true }).map((file) => file.replaceAll('\\', '/')));
  return (file) => {
    const [, source] = /^dist\/(.+?)(?:\.d\.ts|\.js)$/.exec(file) ?? [];
    return source !== undefined && !/\.test$|(^|\/)testing\//.test(source) && sources.has(`${source}.ts`);
  };
}

/** npm packs the licence of the package's own folder only, so each has a copy. */
function licenceProblem(path) {
  const [own, common] = [path, root].map((folder) => readFileSync(join(folder, 'LICENSE'), 'utf8'));
  return own === common ? [] : ['LICENSE is not that of the repository'];
}
