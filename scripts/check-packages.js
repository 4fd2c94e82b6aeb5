// Packs every package that is published, installs it into empty projects, and uses it there as its users do.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkDocument, modulesOf } from './lib/check-document.js';
import { run } from './lib/commands.js';
import { EmptyProject } from './lib/empty-project.js';
import { contentsProblem, pack, publishedPackages } from './lib/published-packages.js';
import { report } from './lib/report.js';
import { root } from './lib/root.js';

const CORE_MAX_MEGABYTES = 15;
const CORE_README = 'packages/core/README.md';
const TYPESCRIPTS = { 'TypeScript 7': 'node_modules', 'TypeScript 5.9': 'docs/api/node_modules' };
/** The stores that need a client of their own, by a URL. */
const STORES = { 'duckdb::memory:': 'duckdb', 'postgres://localhost/none': 'postgres' };
const MODULES = { nodenext: 'nodenext', bundler: 'esnext' };

const started = performance.now();
const folder = mkdtempSync(join(tmpdir(), 'check-packages-'));
const results = [];
try {
  run('npm', ['run', '--silent', 'build'], { cwd: root });
  const packages = publishedPackages().map((each) => ({ ...each, ...pack(each, folder) }));
  for (const each of packages) checkTarball(each);
  checkLibrary(packages.find(({ name }) => name === '@lms-analytics/core'));
  checkCommand(packages);
} finally {
  rmSync(folder, { recursive: true, maxRetries: 3 });
}
const failed = results.filter((held) => !held).length;
const seconds = Math.round((performance.now() - started) / 1000);
console.log(`packages: ${results.length - failed} checks hold, ${failed} do not; ${seconds} s`);
process.exit(failed === 0 ? 0 : 1);

/** Reports a check; `problem` gives what is wrong, or throws it. */
function check(title, problem) {
  try {
    results.push(report(title, problem()));
  } catch (error) {
    results.push(report(title, error.message));
  }
}

function checkTarball(packed) {
  const { name, tarball, files, unpackedSize, manifest } = packed;
  const size = `${files.length} files, ${(unpackedSize / 1e6).toFixed(1)} MB`;
  check(`${name} ${manifest.version} holds what is needed and nothing else (${size})`, () => contentsProblem(packed));
  check(`${name}: publint`, () => lint('publint/src/cli.js', 'run', tarball, '--strict'));
  // attw is about what is imported
  if (manifest.exports === undefined) return;
  check(`${name}: attw`, () => lint('@arethetypeswrong/cli/dist/index.js', tarball, '--profile', 'esm-only'));
}

function lint(program, ...args) {
  run(process.execPath, [join(root, 'node_modules', program), ...args], { cwd: root });
}

/** Core alone, then with the client that its error names. */
function checkLibrary({ name, tarball, manifest }) {
  const project = new EmptyProject(join(folder, 'library'));
  check(`${name} installs alone`, () => project.install(tarball));
  const size = project.installedMegabytes();
  check(`${name} alone takes ${size.toFixed(1)} of at most ${CORE_MAX_MEGABYTES} MB`, () =>
    size <= CORE_MAX_MEGABYTES ? undefined : 'too much',
  );
  const entries = Object.keys(manifest.exports).map((entry) => name + entry.slice(1));
  const alone = entries.filter((entry) => !/\/stores\/./.test(entry));
  check(`${name} alone: ${alone.join(', ')}`, () => {
    project.runModule(alone.map((entry) => `await import('${entry}');`).join('\n'));
  });
  for (const [url, store] of Object.entries(STORES)) checkClient(project, url, `${name}/stores/${store}`);
  for (const resolution of Object.keys(MODULES)) checkTypes(project, resolution);
  results.push(...checkDocument(CORE_README, project.nodeModules));
}

/** Without its client a store names the command that installs it; after that command it can be had. */
function checkClient(project, url, entry) {
  const open = `const { openStore } = await import('@lms-analytics/core/stores'); await openStore('${url}', 'write')`;
  const load = `await import('${entry}')`;
  const caught = ".catch(({ code, message }) => console.log(code + ': ' + message))";
  let command;
  for (const [what, code] of Object.entries({ [`openStore('${url}')`]: open, [entry]: load })) {
    check(`${what} without its client names what to install`, () => {
      const said = project.runModule(code + caught).trim();
      command = /^missing_dependency: .*; install it with: (npm install .+)$/.exec(said)?.[1];
      return command === undefined ? `says: ${said}` : undefined;
    });
  }
  check(`${command}, and ${entry} is there`, () => {
    project.install(...command.split(' ').slice(2));
    project.runModule(load);
  });
}

/** The types of a program, and of the code of the README: whoever pastes it may write TypeScript. */
function checkTypes(project, resolution) {
  const files = {
    'consumer.ts': readFileSync(join(root, 'scripts/consumer/consumer.ts')),
    ...Object.fromEntries(modulesOf(CORE_README).map(({ name, body }) => [name.replace('.mjs', '.mts'), body])),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(project.folder, name), text);
  const compilerOptions = {
    ...{ strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, skipLibCheck: false },
    ...{ target: 'es2022', module: MODULES[resolution], moduleResolution: resolution, noEmit: true },
  };
  writeFileSync(
    join(project.folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, include: Object.keys(files) }),
  );
  for (const [version, modules] of Object.entries(TYPESCRIPTS)) {
    const tsc = join(root, modules, 'typescript/bin/tsc');
    check(`types under strict ${resolution}, ${version}`, () => void project.run(process.execPath, [tsc]));
  }
}

/** The command and the library together, as the README has them. */
function checkCommand(packages) {
  const project = new EmptyProject(join(folder, 'command'));
  check('the command installs', () => project.install(...packages.map(({ tarball }) => tarball)));
  const [{ version }] = packages.map(({ manifest }) => manifest);
  for (const [args, expected] of [
    [['--version'], `@lms-analytics/cli/${version} `],
    [['--help'], 'USAGE'],
    [['demo'], 'writing-101'],
  ]) {
    check(`npx lms-analytics ${args.join(' ')}`, () => {
      const printed = project.run('npx', ['lms-analytics', ...args]);
      return printed.includes(expected) ? undefined : `prints no ${expected}:\n${printed}`;
    });
  }
  for (const document of ['README.md', 'packages/cli/README.md']) {
    results.push(...checkDocument(document, project.nodeModules));
  }
}
