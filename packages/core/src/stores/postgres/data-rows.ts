import type { Duplex } from 'node:stream';
import type { Connection } from 'pg';
import type { StoredValue } from '../analytics-store.js';
import { wholeNumberTypes } from './client.js';

const DATA_ROW = 'D'.charCodeAt(0);
/** The type of a message and its length, which counts itself. */
const HEAD_BYTES = 5;
const ZERO = '0'.charCodeAt(0);
/** Of a longer text, V8 makes of a slice a view, which would keep all that was received with it in memory. */
const MOST_COPIED = 12;
const FIRST_BEYOND_ASCII = 0x80;
/** A number of so many digits is exact. */
const MAX_DIGITS = 15;
const smallNumbers = Array.from({ length: 1000 }, (_, number) => BigInt(number));

/** Reads a field from the bytes of messages, of which `text` has a character for each. */
type ReadField = (bytes: Buffer, text: string, from: number, to: number) => StoredValue;

/** What is done with the rows of a statement, in their order. */
export interface RowListener {
  row(row: StoredValue[]): void;
  /** A row that cannot be read; others may follow. */
  error(error: Error): void;
}

/**
 * Takes the rows of a statement out of what a connection receives; all else goes on to the client.
 *
 * The client makes a text of each field, and an object and two events of each row: 2.5 s for a million rows of six columns.
 * See https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export class DataRows {
  readonly #connection: Connection;
  readonly #socket: Duplex;
  readonly #listener: RowListener;
  readonly #clientsListener: (bytes: Buffer) => void;
  #fields: readonly ReadField[] = [];
  #hasLeft = false;
  /** The beginning of a message, and how many bytes must come before more of it can be read. */
  #begun: Buffer[] = [];
  #missingBytes = 0;

  /** Takes what is received from now on, until `leave`. */
  constructor(connection: Connection, listener: RowListener) {
    this.#connection = connection;
    this.#socket = connection.stream;
    this.#listener = listener;
    [this.#clientsListener] = this.#socket.listeners('data') as [(bytes: Buffer) => void];
    this.#socket.on('data', this.#receive).off('data', this.#clientsListener);
    connection.on('rowDescription', this.#describe);
  }

  /** The client receives everything again, what has come of a message that is not whole as well. */
  leave(): void {
    if (this.#hasLeft) return;
    this.#hasLeft = true;
    this.#connection.off('rowDescription', this.#describe);
    this.#socket.on('data', this.#clientsListener).off('data', this.#receive);
  }

  readonly #describe = ({ fields }: { readonly fields: readonly { readonly dataTypeID: number }[] }): void => {
    this.#fields = fields.map(({ dataTypeID }) => (wholeNumberTypes.includes(dataTypeID) ? wholeNumberAt : textAt));
  };

  readonly #receive = (received: Buffer): void => {
    const bytes = this.#withBegun(received);
    if (bytes === undefined) return;
    const text = bytes.toString('latin1');
    let from = 0;
    let to = endOfMessage(bytes, from);
    while (to <= bytes.length) {
      if (bytes[from] === DATA_ROW) this.#give(this.#read(bytes, text, from + HEAD_BYTES));
      else this.#clientsListener(bytes.subarray(from, to));
      from = to;
      to = endOfMessage(bytes, from);
    }
    this.#missingBytes = to - bytes.length;
    if (from === bytes.length) return;
    if (this.#hasLeft) this.#clientsListener(bytes.subarray(from));
    else this.#begun.push(bytes.subarray(from));
  };

  /** What was received, after the beginning of a message that came before; undefined while more of it is missing. */
  #withBegun(received: Buffer): Buffer | undefined {
    if (this.#begun.length === 0) return received;
    this.#begun.push(received);
    this.#missingBytes -= received.length;
    if (this.#missingBytes > 0) return undefined;
    const bytes = Buffer.concat(this.#begun);
    this.#begun = [];
    return bytes;
  }

  #give(row: StoredValue[] | Error): void {
    if (row instanceof Error) this.#listener.error(row);
    else this.#listener.row(row);
  }

  /** The row of a message, or why it cannot be read. */
  #read(bytes: Buffer, text: string, start: number): StoredValue[] | Error {
    try {
      return this.#rowAt(bytes, text, start);
    } catch (error) {
      return error as Error;
    }
  }

  #rowAt(bytes: Buffer, text: string, start: number): StoredValue[] {
    const row: StoredValue[] = [];
    let at = start + 2; // after the number of fields
    for (const readField of this.#fields) {
      const from = at + 4;
      const length = bytes.readInt32BE(at);
      at = length < 0 ? from : from + length;
      row.push(length < 0 ? null : readField(bytes, text, from, at));
    }
    return row;
  }
}

/** Where the message that begins at a place ends; that of its head where not all of that is there. */
function endOfMessage(bytes: Buffer, from: number): number {
  const head = from + HEAD_BYTES;
  return head > bytes.length ? head : from + 1 + bytes.readInt32BE(from + 1);
}

function textAt(bytes: Buffer, text: string, from: number, to: number): string {
  if (to - from > MOST_COPIED) return bytes.toString('utf8', from, to);
  for (let at = from; at < to; at++) if (bytes[at]! >= FIRST_BEYOND_ASCII) return bytes.toString('utf8', from, to);
  return text.slice(from, to);
}

/** Most numbers are small: making a text of each first takes longer than all else about a row. */
function wholeNumberAt(bytes: Buffer, text: string, from: number, to: number): bigint {
  let number = 0;
  for (let at = from; at < to; at++) {
    const digit = bytes[at]! - ZERO;
    if (digit < 0 || digit > 9 || at - from === MAX_DIGITS) return BigInt(text.slice(from, to));
    number = number * 10 + digit;
  }
  return smallNumbers[number] ?? BigInt(number);
}
