import type { Dimension } from '../../query/dimension.js';
import type { Filter } from '../../query/plan.js';
import type { Parameters } from './parameters.js';
import { dimensionTables, type SourceScope } from './sources.js';

/** Which rows are wanted, of a subquery that has at least `user_id` and the columns of its dimensions. */
export interface RowRequest {
  /** The subquery; its rows are `s`. */
  readonly from: string;
  /** Further columns beside those of `s` and the dimensions `d0`, `d1`, …. */
  readonly columns?: readonly string[];
  /** A further JOIN. */
  readonly join?: string;
  readonly where?: readonly string[];
}

/** Rows of populations that pass the filters of a plan, with their dimension values as `d0`, `d1`, …. */
export class PopulationRows {
  readonly #scope: SourceScope;
  readonly #parameters: Parameters;
  readonly #dimensions: readonly Dimension[];
  readonly #filters: readonly Filter[];

  constructor(
    scope: SourceScope,
    parameters: Parameters,
    { dimensions = [], filters }: { dimensions?: readonly Dimension[]; filters: readonly Filter[] },
  ) {
    this.#scope = scope;
    this.#parameters = parameters;
    this.#dimensions = dimensions;
    this.#filters = filters;
  }

  select({ from, columns = [], join = '', where = [] }: RowRequest): string {
    const dimensions = this.#dimensions.map((dimension, index) => `${this.#value(dimension)} AS d${index}`);
    const conditions = [...where, ...this.#filters.map((filter) => this.#condition(filter))];
    return `SELECT ${[...dimensions, ...columns, 's.*'].join(', ')}
  FROM (${from}) AS s${this.#dimensionJoins()}${join}
  ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}`;
  }

  #dimensionJoins(): string {
    const used = [...this.#dimensions, ...this.#filters.map(({ dimension }) => dimension)];
    const tables = new Set(used.map(tableOf).filter((table) => table !== undefined));
    return [...tables]
      .map((table) => {
        const on = joinKeys[table].map((key) => `${table}_dimension.${key} = s.${key}`).join(' AND ');
        return `\n  LEFT JOIN (${dimensionTables[table](this.#scope)}) AS ${table}_dimension ON ${on}`;
      })
      .join('');
  }

  #value(dimension: Dimension): string {
    const table = tableOf(dimension);
    if (table === undefined) return `s.${sourceColumns[dimension.base]}`;
    const { dialect } = this.#scope;
    if (dimension.attribute === undefined) return `${table}_dimension.${dimension.base}`;
    const path = this.#parameters.text(dialect.memberPath(dimension.attribute));
    return dialect.member(`${table}_dimension.attributes`, path);
  }

  #condition({ dimension, values }: Filter): string {
    const value = this.#value(dimension);
    const texts = this.#parameters.text(values.filter((text) => text !== null));
    const isOne = this.#scope.dialect.isAnyOf(value, texts);
    return values.includes(null) ? `(${value} IS NULL OR ${isOne})` : isOne;
  }
}

const sourceColumns: Partial<Record<Dimension['base'], string>> = {
  course: 'course_id',
  module: 'module_id',
  assessment: 'assessment_id',
  kind: 'kind',
};

const joinKeys = { learner: ['user_id'], course: ['course_id'], enrollment: ['user_id', 'course_id'] } as const;

/** The fact that a dimension is read from, where it is not a column of the population itself. */
function tableOf({ base, attribute }: Dimension): keyof typeof dimensionTables | undefined {
  if (base === 'role' || base === 'learner') return 'learner';
  if (base === 'mode' || base === 'result' || base === 'enrollment') return 'enrollment';
  return attribute === undefined ? undefined : 'course';
}
