import { AnalyticsError } from '../../errors.js';
import { askForLess } from '../ask-for-less.js';

const SERIALIZATION_FAILURES = ['40001', '40P01'];
/** Connections that were lost: SQLSTATE class 08, a server that goes down or comes up, an I/O error, and those of sockets. */
const LOST = ['57P01', '57P02', '57P03', '58030', 'ECONNRESET', 'EPIPE'];
/** The client gives these no code. */
const LOST_WITHOUT_CODE = /^Connection terminated|^Client has encountered a connection error/;
const STATEMENT_TIMEOUT = '57014';
const LOCK_TIMEOUT = '55P03';
const OUT_OF_MEMORY = '53200';

/** Serialization failures, deadlocks, lost connections: the same again may succeed. */
export function isTransient(error: unknown): boolean {
  return SERIALIZATION_FAILURES.includes(codeOf(error)) || isLost(error);
}

/** The error of a server as those who use a store know it: `store_unavailable`, `store_timeout`, `out_of_memory`; any other as it is. */
export function asStoreError(error: unknown): unknown {
  const { message } = error as Error;
  if (error instanceof AnalyticsError) return error;
  if (isLost(error)) {
    const text = `PostgreSQL ended the connection: ${message}; nothing of what was under way is stored twice: try again`;
    return new AnalyticsError('store_unavailable', text, { cause: error });
  }
  const code = codeOf(error);
  if (code === OUT_OF_MEMORY) {
    const text = `PostgreSQL has no more memory: ${message}; ${askForLess}; or try again later, or give the server more`;
    return new AnalyticsError('out_of_memory', text, { details: { memoryLimit: null }, cause: error });
  }
  if (code !== STATEMENT_TIMEOUT && code !== LOCK_TIMEOUT) return error;
  const limit = code === LOCK_TIMEOUT ? 'lock_timeout' : 'statement_timeout';
  const text = `PostgreSQL took longer than ${limit} lets it: ${message}; ask for less, try again later, or raise it`;
  return new AnalyticsError('store_timeout', text, { details: { limit }, cause: error });
}

function isLost(error: unknown): boolean {
  const code = codeOf(error);
  return LOST.includes(code) || code.startsWith('08') || LOST_WITHOUT_CODE.test((error as Error).message);
}

/** The code of a server, or of a socket; empty where it has none. */
export function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : '';
}
