import { join } from 'node:path';
import { run } from './commands.js';
import { root } from './root.js';

/** The command as it is built here, for Node. */
export const cli = join(root, 'packages/cli/bin/run.js');

/** Runs the command to its end; what it writes to stdout. */
export function lmsAnalytics(...args) {
  return run(process.execPath, [cli, ...args]);
}

/** The course report of all that a store holds, as of a day. */
export function courseReport(store, { asOf, format }) {
  const period = ['--last', 'all', '--as-of', asOf];
  return lmsAnalytics('report', 'course-performance', '--store', store, ...period, '--format', format);
}
