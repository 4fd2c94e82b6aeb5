import { createRequire } from 'node:module';
import { AnalyticsError } from '../errors.js';

const load = createRequire(import.meta.url);

/** What needs a client, and what to install for it. */
export interface ClientNeed {
  /** As it begins a sentence: `the embedded store`. */
  readonly of: string;
  /** The packages with the versions that were tried, as `npm install` takes them: `@duckdb/node-api@1.5.5-r.5`. */
  readonly install: string;
}

/**
 * Loads the client of a store, which is an optional peer dependency.
 *
 * The command that the error names has the version, since the newest one may be out of the range; and it asks for optional
 * dependencies, since a client may have its native part as one.
 *
 * @throws AnalyticsError `missing_dependency`, with the command that installs it
 */
export function requireClient(name: string, { of, install }: ClientNeed): unknown {
  try {
    return load(name);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw cause;
    const command = `npm install --include=optional ${install}`;
    const message = `${of} needs ${name}, which is not installed, or not for this platform; install it with: ${command}`;
    throw new AnalyticsError('missing_dependency', message, { details: { package: name, command }, cause });
  }
}
