import type { Period } from '../../query/period.js';
import type { Dialect } from './dialect.js';
import type { Parameters } from './parameters.js';
import type { SourceScope } from './sources.js';

/**
 * The bound values of a tenant and a period. Each is bound where the text first names it, since a driver refuses a
 * parameter that no text names.
 */
export class PlanScope implements SourceScope {
  readonly dialect: Dialect;
  readonly period: SourceScope['period'];
  readonly #frame: { readonly tenantId: string; readonly period: Period };
  readonly #parameters: Parameters;
  readonly #shared: SharedTables;
  #tenant: string | undefined;
  #asOf: string | undefined;
  #clock: string | undefined;

  constructor(frame: { tenantId: string; period: Period }, statement: StatementScope) {
    const { dialect, parameters } = statement;
    this.dialect = dialect;
    this.#frame = frame;
    this.#parameters = parameters;
    this.#shared = statement.shared;
    this.period = new PeriodScope(frame.period, parameters);
  }

  get tenant(): string {
    this.#tenant ??= this.#parameters.text(this.#frame.tenantId);
    return this.#tenant;
  }

  get isAsOf(): boolean {
    return this.#frame.period.asOf !== undefined;
  }

  get asOf(): string | undefined {
    const { asOf } = this.#frame.period;
    if (asOf !== undefined) this.#asOf ??= this.#parameters.integer(asOf);
    return this.#asOf;
  }

  share(name: string, select: () => string): string {
    return this.#shared.share(name, select);
  }

  get clock(): string {
    this.#clock ??= this.#parameters.integer(this.#frame.period.clock);
    return this.#clock;
  }
}

/** The tables of a statement that several of its parts read, in the order in which they need each other. */
export class SharedTables {
  readonly #tables = new Map<string, string>();

  share(name: string, select: () => string): string {
    if (!this.#tables.has(name)) {
      const sql = select(); // what it shares itself comes before it
      this.#tables.set(name, sql);
    }
    return name;
  }

  /** The tables, as they stand in a WITH clause. */
  get definitions(): string[] {
    return [...this.#tables].map(([name, sql]) => `${name} AS (${sql})`);
  }
}

/** Puts the shared tables before those of the statement. */
export function withShared({ definitions }: SharedTables, sql: string): string {
  if (definitions.length === 0) return sql;
  const rest = sql.startsWith('WITH ') ? `,\n${sql.slice('WITH '.length)}` : `\n${sql}`;
  return `WITH ${definitions.join(',\n')}${rest}`;
}

/** What all parts of a statement share. */
export interface StatementScope {
  readonly dialect: Dialect;
  readonly parameters: Parameters;
  readonly shared: SharedTables;
}

class PeriodScope {
  readonly #period: Period;
  readonly #parameters: Parameters;
  #from: string | undefined;
  #to: string | undefined;

  constructor(period: Period, parameters: Parameters) {
    this.#period = period;
    this.#parameters = parameters;
  }

  get from(): string {
    this.#from ??= this.#parameters.integer(this.#period.from);
    return this.#from;
  }

  get to(): string {
    this.#to ??= this.#parameters.integer(this.#period.to);
    return this.#to;
  }
}
