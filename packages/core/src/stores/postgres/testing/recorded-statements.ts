import { pg } from '../client.js';

/** A statement as it was sent to the server. */
export interface RecordedStatement {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Its name, where it was prepared under one. */
  readonly name?: string | undefined;
}

const BEGINNING = /^BEGIN(; SET LOCAL [^;]+)+$/;

/** The statements of one connection, in their order. */
export type RecordedSession = RecordedStatement[];

/**
 * Records every statement that any connection sends, until it is stopped. What a transaction begins with is sent in one
 * message, and recorded statement by statement.
 */
export class StatementRecorder {
  readonly #query = pg.Client.prototype.query;
  readonly #sessions = new Map<unknown, RecordedSession>();

  /** By connection. */
  get sessions(): readonly RecordedSession[] {
    return [...this.#sessions.values()];
  }

  start(): void {
    const [query, record] = [this.#query, this.#record.bind(this)];
    const recording = function (this: object, ...args: unknown[]) {
      record(this, readStatement(args));
      return Reflect.apply(query, this, args);
    };
    pg.Client.prototype.query = recording as typeof query;
  }

  stop(): void {
    pg.Client.prototype.query = this.#query;
  }

  #record(client: unknown, statement: RecordedStatement): void {
    const session = this.#sessions.get(client) ?? [];
    this.#sessions.set(client, session);
    const texts = BEGINNING.test(statement.text) ? statement.text.split('; ') : [statement.text];
    session.push(...texts.map((text) => ({ ...statement, text })));
  }
}

/** A text with values, a configuration, a query, or a COPY. */
function readStatement([query, values = []]: unknown[]): RecordedStatement {
  if (typeof query === 'string') return { text: query, values: values as unknown[] };
  const given = query as { text: string; values?: unknown[]; name?: string };
  return { text: given.text, values: given.values ?? [], name: given.name };
}
