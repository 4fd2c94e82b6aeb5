import type { PlanSpan } from '../../../query/plan.js';
import { type CoverStretch, cover, coverBefore, coverDays } from '../../../rollups/cover.js';
import type { RollupColumn } from '../../../rollups/rollup-measures.js';
import type { StatementScope } from '../plan-scope.js';
import { correctedChanges, correctedCompletions, type SourceScope } from '../sources.js';
import type { SpanTimes } from '../span-times.js';
import { countRows } from './count-rows.js';
import { factsOf, type PopulationTime } from './counted-rows.js';
import { learnerSets } from './learner-sets.js';
import { RollupTables } from './rollup-tables.js';

const ACTIVITY: PopulationTime = 'activities occurred_at';

/** What is counted by what has changed from the beginning on. */
export const FROM_THE_BEGINNING: PopulationTime = 'enrollment_spans until';

/** Whether facts may have changed since rollups were made. */
export interface SpanChanges {
  /** In the time of the span, those that are counted in it. */
  readonly within: boolean;
  /** Before its end, those that are counted from the beginning. */
  readonly before: boolean;
}

/** What rollups hold of a span, as rows to be summed: clean buckets, and facts in place of the others. */
export class SpanRollups {
  readonly #span: PlanSpan;
  readonly #times: SpanTimes;
  readonly #index: number;
  readonly #scope: SourceScope;
  readonly #statement: StatementScope;
  readonly #changes: SpanChanges;
  readonly #sharesActivity: boolean;
  #covered: readonly CoverStretch[] | undefined;
  #coveredByDays: readonly CoverStretch[] | undefined;

  constructor(
    span: PlanSpan,
    times: SpanTimes,
    {
      index,
      scope,
      statement,
      changes,
      sharesActivity,
    }: {
      index: number;
      scope: SourceScope;
      statement: StatementScope;
      changes: SpanChanges;
      /** Whether sums of activity are asked for, and the sets of learners as well. */
      sharesActivity: boolean;
    },
  ) {
    this.#span = span;
    this.#times = times;
    this.#index = index;
    this.#scope = scope;
    this.#statement = statement;
    this.#changes = changes;
    this.#sharesActivity = sharesActivity;
  }

  /** The SELECT of measures in the period: `course_id`, `place` (the bucket, 0 where there are none), the columns. */
  during(population: PopulationTime, columns: readonly RollupColumn[]): string {
    if (population === ACTIVITY && this.#sharesActivity) return this.#selectFrom(this.#days, population, columns);
    const rows = this.#select({ name: `span${this.#index}`, stretches: this.#stretches }, population, columns);
    return this.#scope.isAsOf && columns.includes('completions')
      ? `${rows}\n  UNION ALL ${this.#correctedCompletions()}`
      : rows;
  }

  /** What was known otherwise at the moment of knowledge: `course_id`, `place`, `completions`. */
  #correctedCompletions(): string {
    const { dialect, period } = this.#scope;
    const { join, place } = this.#times.isSeries
      ? this.#times.bucketOf(dialect.quarterOf('corrected.time'))
      : { join: '', place: '0' };
    return `SELECT corrected.course_id, ${place} AS place, corrected.completions
  FROM (${correctedCompletions(this.#scope)}) AS corrected${join}
  WHERE corrected.time >= ${period.from} AND corrected.time < ${period.to}`;
  }

  get #stretches(): readonly CoverStretch[] {
    const { period, buckets } = this.#span;
    this.#covered ??= (buckets ?? [period]).flatMap((bucket, place) => cover(bucket, period, place));
    return this.#covered;
  }

  /**
   * The SELECT of the sets of active learners in the period: `course_id`, `place`, and `part`, which `countLearners` reads.
   *
   * @param byCourse whether rows of one course are wanted; else `course_id` may be empty
   */
  learners({ byCourse }: { byCourse: boolean }): string {
    return learnerSets(this.#days, { byCourse }, this.#scope);
  }

  /** The tables of days, which have sets of learners: where these are asked for, the sums of their activity come from days too. */
  get #days(): RollupTables {
    const { period, buckets } = this.#span;
    this.#coveredByDays ??= (buckets ?? [period]).flatMap((bucket, place) => coverDays(bucket, period, place));
    const days = { name: `days${this.#index}`, stretches: this.#coveredByDays };
    return this.#tables({ ...days, sharesActivity: this.#sharesActivity }, ACTIVITY);
  }

  /**
   * The SELECT of the changes of current enrollments until the end of the period; `place` is the next end of a bucket.
   *
   * @param earlier a span that ends before this one: what changed until its end is counted once for both
   */
  changes(earlier?: SpanRollups): string {
    const changes = `SELECT * FROM ${this.#changeTable(earlier)}`;
    return this.#scope.isAsOf ? `${changes}\n  UNION ALL ${this.#correctedChanges()}` : changes;
  }

  #changeTable(earlier?: SpanRollups): string {
    const { period } = this.#span;
    const name = `until${this.#index}`;
    const count = (stretches: readonly CoverStretch[]) =>
      this.#select({ name, stretches }, FROM_THE_BEGINNING, ['current_enrollments']);
    return this.#statement.shared.share(`${name}_changes`, () => {
      if (earlier !== undefined) {
        const since = cover({ from: earlier.#span.period.to, to: period.to }, period, 0);
        return `SELECT * FROM ${earlier.#changeTable()}\n  UNION ALL ${count(since)}`;
      }
      const within = this.#times.isSeries ? this.#times.endings.stretches : [period];
      return count([
        ...coverBefore(period.from, period, 0),
        ...within.flatMap((stretch, place) => cover(stretch, period, place)),
      ]);
    });
  }

  /** What was known otherwise at the moment of knowledge: the columns of `changes`. */
  #correctedChanges(): string {
    const { dialect, period } = this.#scope;
    const corrected = `(${correctedChanges(this.#scope)}) AS corrected`;
    const { join, place } = this.#times.isSeries
      ? this.#times.endingOf(dialect.quarterOf('corrected.time'))
      : { join: '', place: '0' };
    return `SELECT corrected.course_id, CASE WHEN corrected.time < ${period.from} THEN 0 ELSE ${place} END AS place,
    corrected.change AS current_enrollments FROM ${corrected}${join} WHERE corrected.time < ${period.to}`;
  }

  #select(
    { name, stretches }: { name: string; stretches: readonly CoverStretch[] },
    population: PopulationTime,
    columns: readonly RollupColumn[],
  ): string {
    return this.#selectFrom(this.#tables({ name, stretches }, population), population, columns);
  }

  #selectFrom(tables: RollupTables, population: PopulationTime, columns: readonly RollupColumn[]): string {
    if (!tables.hasPieces) return tables.cleanSelect(columns);
    const added =
      population === ACTIVITY && tables.hasAdded ? [tables.addedSelect(columns.map((column) => `s.${column}`))] : [];
    const selects = [
      tables.cleanSelect(columns),
      ...added,
      countRows(population, columns, tables.pieces, this.#statement),
    ];
    return selects.join('\n  UNION ALL ');
  }

  #tables(
    stretched: { name: string; stretches: readonly CoverStretch[]; sharesActivity?: boolean },
    population: PopulationTime,
  ): RollupTables {
    const { within, before } = this.#changes;
    const readsChanges = population === FROM_THE_BEGINNING ? before : within;
    const source = { tenant: this.#scope.tenant, readsChanges, facts: factsOf(population) };
    return new RollupTables({ ...stretched, ...source }, this.#statement);
  }
}
