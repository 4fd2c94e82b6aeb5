// `npm run release`: rehearses a release in a clone of the last commit, from `npm ci` to `npm publish --dry-run`, and says
// what would be published. Nothing is published, and nothing changes here.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './lib/commands.js';
import { publishedPackages } from './lib/published-packages.js';
import { root } from './lib/root.js';

const QUIET = ['--prefer-offline', '--no-audit', '--no-fund'];

if (run('git', ['status', '--porcelain'], { cwd: root }) !== '') {
  console.error('What is not committed is no part of this rehearsal.');
}
const clone = mkdtempSync(join(tmpdir(), 'release-'));
try {
  step('clone and install', () => {
    run('git', ['clone', '--quiet', root, clone]);
    npm(['ci', ...QUIET]);
  });
  const before = versions();
  step('make versions and changelogs of the changesets', () => npm(['run', 'release:version']));
  step('build, with a lock file that is of these versions', () => {
    npm(['ci', '--dry-run', ...QUIET]);
    npm(['run', 'build']);
  });
  for (const each of publishedPackages(clone)) {
    step(`publish ${each.name} ${before[each.name]} → ${each.manifest.version} (dry run)`, () => {
      requireOwnVersions(each);
      npm(['publish', '--dry-run'], each.path);
    });
    console.log(newestChanges(each));
  }
} finally {
  rmSync(clone, { recursive: true, maxRetries: 3 });
}
console.log('\nNothing was published. How to do it is in CONTRIBUTING.md, under "Release".');

function step(title, work) {
  const started = performance.now();
  work();
  console.log(`ok      ${title} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
}

function npm(args, cwd = clone) {
  return run('npm', args, { cwd });
}

function versions() {
  return Object.fromEntries(publishedPackages(clone).map(({ name, manifest }) => [name, manifest.version]));
}

/** The packages are published together: one that needs another needs the version that it is published with. */
function requireOwnVersions({ name, manifest }) {
  for (const [needed, version] of Object.entries(versions())) {
    const range = manifest.dependencies?.[needed] ?? version;
    if (range !== version) throw new Error(`${name} needs ${needed} ${range}, and ${version} is published`);
  }
}

/** What the changelog says of the version. */
function newestChanges({ path, manifest }) {
  const file = join(path, 'CHANGELOG.md');
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const changes = text.split(/^## /m).find((section) => section.startsWith(`${manifest.version}\n`));
  return (changes ?? 'no changes').trim().replace(/^(?=.)/gm, '          ');
}
