import type { CoverStretch } from '../../../rollups/cover.js';
import { rollupGrains } from '../../../rollups/rollup-buckets.js';
import type { StatementScope } from '../plan-scope.js';
import { quarterSelect, stretchSelect } from '../quarter-tables.js';
import type { CountingScope } from './counted-rows.js';
import { countedInPieces } from './counting-scopes.js';

/** How a grain is written in the tables; 0 is no grain: facts alone answer. */
export function grainNumber(grain: CoverStretch['grain']): number {
  return grain === null ? 0 : rollupGrains.indexOf(grain) + 1;
}

/** Of whom a set of learners is, as it is written in the tables. */
export const setScopes = { all: 0, course: 1 } as const;

/** The tables of a statement that say what of a span rollups answer, and what facts answer. */
export class RollupTables {
  readonly #name: string;
  readonly #tenant: string;
  readonly #stretches: readonly CoverStretch[];
  readonly #statement: StatementScope;

  constructor(
    { name, tenant, stretches }: { name: string; tenant: string; stretches: readonly CoverStretch[] },
    statement: StatementScope,
  ) {
    this.#name = name;
    this.#tenant = tenant;
    this.#stretches = stretches;
    this.#statement = statement;
  }

  /** Where facts answer. */
  get pieces(): CountingScope {
    const pieces = this.#pieces;
    return countedInPieces({ tenant: this.#tenant, pieces, quarters: () => this.#pieceQuarters(pieces) });
  }

  /** The SELECT of the rows of rollups that are clean: `course_id`, `place`, and some of their columns. */
  cleanSelect(columns: readonly string[]): string {
    const stretch = this.#stretch;
    const dirty = this.#dirty;
    return `SELECT own.course_id, stretch.place, ${columns.map((column) => `own.${column}`).join(', ')}
  FROM ${stretch} AS stretch JOIN rollup AS own ON own.tenant_id = ${this.#tenant} AND own.grain = stretch.grain
    AND own.quarter >= stretch.first_quarter AND own.quarter < stretch.end_quarter
  WHERE NOT EXISTS (SELECT 1 FROM ${dirty} AS dirty WHERE dirty.stretch = stretch.stretch AND dirty.course_id = own.course_id)`;
  }

  /**
   * The SELECT of sets of learners that are clean: `course_id`, `place`, the number of the `stretch`, `learners`.
   *
   * @param byCourse whether the sets are of courses; else they are of all courses, and of courses where one is not clean
   */
  cleanSets({ byCourse }: { byCourse: boolean }): string {
    const [stretch, dirty] = [this.#stretch, this.#dirty];
    const select = (scope: number, where: string) => `SELECT own.course_id, stretch.place, stretch.stretch, own.learners
  FROM ${stretch} AS stretch JOIN active_day AS own ON own.tenant_id = ${this.#tenant} AND own.scope = ${scope}
    AND own.quarter = stretch.first_quarter
  WHERE stretch.grain = ${grainNumber('day')} AND ${where}`;
    const isDirty = `EXISTS (SELECT 1 FROM ${dirty} AS dirty WHERE dirty.stretch = stretch.stretch)`;
    const ofClean = `NOT EXISTS (SELECT 1 FROM ${dirty} AS dirty WHERE dirty.stretch = stretch.stretch AND dirty.course_id = own.course_id)`;
    if (byCourse) return select(setScopes.course, ofClean);
    return `${select(setScopes.all, `NOT ${isDirty}`)}
  UNION ALL ${select(setScopes.course, `${isDirty} AND ${ofClean}`)}`;
  }

  /** The stretches of the cover, numbered. */
  get #stretch(): string {
    return this.#share('stretch', () => {
      const columns = {
        stretch: this.#stretches.map((_, index) => index),
        grain: this.#stretches.map(({ grain }) => grainNumber(grain)),
        place: this.#stretches.map(({ place }) => place),
      };
      return stretchSelect(this.#stretches, columns, this.#statement);
    });
  }

  /** The moments that stretches begin and end at; one where the period is empty. */
  get #edges(): number[] {
    return this.#stretches.length === 0 ? [0] : this.#stretches.flatMap(({ from, to }) => [from, to]);
  }

  /** The stretches of a course in which facts have changed since its rollups were made. */
  get #dirty(): string {
    const stretch = this.#stretch;
    return this.#share('dirty', () => {
      const { parameters, dialect } = this.#statement;
      const first = dialect.quarterOf(parameters.integer(Math.min(...this.#edges)));
      const end = dialect.quarterOf(parameters.integer(Math.max(...this.#edges)));
      return `SELECT DISTINCT changed.course_id, stretch.stretch
  FROM (SELECT DISTINCT course_id, quarter FROM dirty_hour
    WHERE tenant_id = ${this.#tenant} AND quarter > ${first} - 4 AND quarter < ${end}) AS changed
  JOIN ${stretch} AS stretch ON changed.quarter < stretch.end_quarter AND changed.quarter + 4 > stretch.first_quarter`;
    });
  }

  /**
   * What facts answer, for each course: dirty stretches, and those that no bucket lies in, of the courses that have a row
   * in an hour that such a stretch meets.
   */
  get #pieces(): string {
    const [stretch, dirty] = [this.#stretch, this.#dirty];
    return this.#share(
      'piece',
      () => `SELECT dirty.course_id, stretch.place, stretch.stretch, stretch.first_quarter, stretch.end_quarter
  FROM ${dirty} AS dirty JOIN ${stretch} AS stretch ON stretch.stretch = dirty.stretch
  UNION SELECT own.course_id, stretch.place, stretch.stretch, stretch.first_quarter, stretch.end_quarter
  FROM ${stretch} AS stretch JOIN rollup AS own ON own.tenant_id = ${this.#tenant} AND own.grain = 1
    AND own.quarter > stretch.first_quarter - 4 AND own.quarter < stretch.end_quarter
  WHERE stretch.grain = 0`,
    );
  }

  #pieceQuarters(pieces: string): string {
    const { dialect } = this.#statement;
    return this.#share('piece_quarter', () => quarterSelect(pieces, ['course_id', 'place', 'stretch'], dialect));
  }

  #share(table: string, select: () => string): string {
    return this.#statement.shared.share(`${this.#name}_${table}`, select);
  }
}
