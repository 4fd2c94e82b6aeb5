import { connect } from 'node:net';
import type { Client } from './client.js';

const CANCEL_REQUEST = 80_877_102;
const LENGTH = 16;

/** What the client knows of the server's end of its connection. */
interface Backend {
  readonly host: string;
  readonly port: number;
  readonly processID: number;
  readonly secretKey: number;
}

const cancelled = new WeakSet<Client>();

/** Whether a cancel request was made for a connection: one may still be on its way, and would end whatever runs then. */
export function isCancelled(client: Client): boolean {
  return cancelled.has(client);
}

/**
 * Asks the server to end the statement that a connection is waiting for: the cancel request of the protocol, over a
 * connection of its own. It needs no free one of the pool, and a pooler passes it on. No answer comes; one that does not
 * arrive changes nothing. See https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS
 */
export function requestCancel(client: Client): void {
  cancelled.add(client);
  const { host, port, processID, secretKey } = client as unknown as Backend;
  const message = Buffer.alloc(LENGTH);
  for (const [place, value] of [LENGTH, CANCEL_REQUEST, processID, secretKey].entries()) {
    message.writeInt32BE(value, place * 4);
  }
  const socket = connect(host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port });
  socket.on('error', () => undefined);
  socket.unref();
  socket.end(message);
}
