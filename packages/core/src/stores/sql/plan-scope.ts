import type { QueryPlan } from '../../query/plan.js';
import type { Dialect } from './dialect.js';
import type { Parameters } from './parameters.js';
import type { SourceScope } from './sources.js';

/**
 * The bound values of a plan's frame. Each is bound where the text first names it, since a driver refuses a parameter
 * that no text names.
 */
export class PlanScope implements SourceScope {
  readonly dialect: Dialect;
  readonly period: SourceScope['period'];
  readonly #plan: QueryPlan;
  readonly #parameters: Parameters;
  #tenant: string | undefined;
  #asOf: string | undefined;

  constructor(plan: QueryPlan, dialect: Dialect, parameters: Parameters) {
    this.dialect = dialect;
    this.#plan = plan;
    this.#parameters = parameters;
    this.period = new PeriodScope(plan.period, parameters);
  }

  get tenant(): string {
    this.#tenant ??= this.#parameters.text(this.#plan.tenantId);
    return this.#tenant;
  }

  get asOf(): string | undefined {
    const { asOf } = this.#plan.period;
    if (asOf !== undefined) this.#asOf ??= this.#parameters.integer(asOf);
    return this.#asOf;
  }
}

class PeriodScope {
  readonly #period: QueryPlan['period'];
  readonly #parameters: Parameters;
  #from: string | undefined;
  #to: string | undefined;

  constructor(period: QueryPlan['period'], parameters: Parameters) {
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
