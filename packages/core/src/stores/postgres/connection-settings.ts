import { existsSync } from 'node:fs';
import { AnalyticsError } from '../../errors.js';
import type { DatabaseOptions } from './database-options.js';

const DEFAULT_CONNECTIONS = 10;
const MAX_CONNECTIONS = 1000;
/** The server keeps a timeout in 32 bits. */
const MAX_TIMEOUT_MS = 2_147_483_647;
const sslModes = ['disable', 'require', 'verify-ca', 'verify-full'];
const fileParameters = ['sslrootcert', 'sslcert', 'sslkey'];
/** Of the URL: what the client is told as it stands, and what is ours. */
const clientParameters = ['sslmode', ...fileParameters, 'host', 'application_name'];
const ownParameters = ['max_connections', 'statement_timeout', 'lock_timeout'];

/** How the server is reached, and the limits of its statements. */
export interface ConnectionSettings {
  /** For the client, whose `sslmode` then means what PostgreSQL's own clients mean by it. */
  readonly url: string;
  readonly maxConnections: number;
  /** In milliseconds; 0 for none. */
  readonly limits: { readonly statement_timeout: number; readonly lock_timeout: number };
}

/**
 * Reads the URL and the options; an option goes before a parameter of the URL.
 *
 * @throws AnalyticsError `invalid_configuration`, with the parameter and what it can be
 */
export function readConnectionSettings(options: DatabaseOptions): ConnectionSettings {
  const url = readUrl(options.url);
  requireKnown([...url.searchParams.keys()]);
  requireTls(url.searchParams);
  const number = (name: string, given: number | undefined, range: Range) => {
    const text = url.searchParams.get(name);
    return given ?? (text === null ? range.absent : readNumber(name, text, range));
  };
  const timeout = { absent: 0, least: 0, most: MAX_TIMEOUT_MS };
  const settings = {
    maxConnections: number('max_connections', options.maxConnections, {
      ...{ absent: DEFAULT_CONNECTIONS, least: 1, most: MAX_CONNECTIONS },
    }),
    limits: {
      statement_timeout: number('statement_timeout', options.statementTimeoutMs, timeout),
      lock_timeout: number('lock_timeout', options.lockTimeoutMs, timeout),
    },
  };
  for (const name of ownParameters) url.searchParams.delete(name);
  if (url.searchParams.has('sslmode')) url.searchParams.set('uselibpqcompat', 'true');
  return { url: url.href, ...settings };
}

function readUrl(text: string): URL {
  try {
    return new URL(text);
  } catch {
    // What stands there may be a password: it is not repeated.
    throw invalid(
      'the URL of the PostgreSQL store cannot be read; a password with other characters than letters and digits is percent-encoded',
    );
  }
}

function requireKnown(names: readonly string[]): void {
  const known = [...clientParameters, ...ownParameters];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw invalid(`the URL of a PostgreSQL store has no parameter ${unknown}; there are ${known.join(', ')}`);
}

function requireTls(parameters: URLSearchParams): void {
  const mode = parameters.get('sslmode');
  if (mode !== null && !sslModes.includes(mode)) {
    throw invalid(`sslmode must be one of ${sslModes.join(', ')}, not ${JSON.stringify(mode)}`);
  }
  if (mode === 'verify-ca' && !parameters.has('sslrootcert')) {
    throw invalid('sslmode=verify-ca needs sslrootcert=FILE, the authority that signed the certificate of the server');
  }
  if (parameters.has('sslcert') !== parameters.has('sslkey')) {
    throw invalid('sslcert=FILE and sslkey=FILE go together: a certificate of ours, and its key');
  }
  for (const name of fileParameters) {
    const file = parameters.get(name);
    if (file === null) continue;
    if (mode === null || mode === 'disable')
      throw invalid(`${name} needs an sslmode that encrypts, such as verify-full`);
    if (!existsSync(file)) throw invalid(`there is no file ${file}, which ${name} names`);
  }
}

interface Range {
  readonly absent: number;
  readonly least: number;
  readonly most: number;
}

function readNumber(name: string, text: string, { least, most }: Range): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  const unit = name.endsWith('_timeout') ? ' milliseconds, 0 for no limit' : '';
  throw invalid(`${name} must be a whole number from ${least} to ${most}${unit}, not ${JSON.stringify(text)}`);
}

function invalid(message: string): AnalyticsError {
  return new AnalyticsError('invalid_configuration', message);
}
