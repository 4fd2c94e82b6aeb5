import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './commands.js';

/** A project as `npm init` leaves it, in a new folder. */
export class EmptyProject {
  constructor(folder) {
    this.folder = folder;
    this.nodeModules = join(folder, 'node_modules');
    mkdirSync(folder);
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ name: 'project', version: '1.0.0', private: true, type: 'module' }),
    );
  }

  /** Installs packages: their names, or tarballs. What npm has fetched before is not asked for again. */
  install(...packages) {
    this.run('npm', ['install', ...packages, '--prefer-offline', '--no-audit', '--no-fund']);
  }

  /** Runs a program in the project; what it prints. */
  run(program, args, options) {
    const { LMS_ANALYTICS_STORE: _, FORCE_COLOR: __, ...env } = process.env;
    return run(program, args, { cwd: this.folder, env, ...options });
  }

  /** Runs code as a module of the project; what it prints. */
  runModule(code) {
    return this.run(process.execPath, ['--input-type=module', '--eval', code]);
  }

  /** What its packages take on the disk, in megabytes of a million bytes. */
  installedMegabytes() {
    const files = readdirSync(this.nodeModules, { recursive: true }).map((file) => join(this.nodeModules, file));
    return files.reduce((blocks, file) => blocks + statSync(file).blocks, 0) * (512 / 1e6);
  }
}
