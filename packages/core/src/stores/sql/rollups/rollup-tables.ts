import { quarterAt } from '../../../query/period.js';
import type { CoverStretch } from '../../../rollups/cover.js';
import { bitsOf, isNotedOf, type NotedFact } from '../../../rollups/noted-facts.js';
import { rollupGrains } from '../../../rollups/rollup-buckets.js';
import type { StatementScope } from '../plan-scope.js';
import { quarterSelect, stretchSelect } from '../quarter-tables.js';
import { activityRows, type CountingScope } from './counted-rows.js';
import { countedInPieces } from './counting-scopes.js';

/** How a grain is written in the tables; 0 is no grain: facts alone answer. */
export function grainNumber(grain: CoverStretch['grain']): number {
  return grain === null ? 0 : rollupGrains.indexOf(grain) + 1;
}

/** Where facts answer more than a share of one in so many of the courses, the rows of all of them are read at once. */
const WIDE_SHARE = 4;

/** Of whom a set of learners is, as it is written in the tables. */
export const setScopes = { all: 0, course: 1 } as const;

/** The tables of a statement that say what of a span rollups answer, and what facts answer. */
export class RollupTables {
  readonly #name: string;
  readonly #tenant: string;
  readonly #stretches: readonly CoverStretch[];
  readonly #readsChanges: boolean;
  readonly #facts: readonly NotedFact[];
  readonly #sharesActivity: boolean;
  readonly #statement: StatementScope;

  /**
   * @param source.readsChanges whether facts answer where they have changed since rollups were made
   * @param source.facts those that what is read follows from: the others may change
   * @param source.sharesActivity whether sums of activity are made from that of the learners, who are asked for as well
   */
  constructor(
    source: {
      readonly name: string;
      readonly tenant: string;
      readonly stretches: readonly CoverStretch[];
      readonly readsChanges: boolean;
      readonly facts: readonly NotedFact[];
      readonly sharesActivity?: boolean;
    },
    statement: StatementScope,
  ) {
    this.#name = source.name;
    this.#tenant = source.tenant;
    this.#stretches = source.stretches;
    this.#readsChanges = source.readsChanges;
    this.#facts = source.facts;
    this.#sharesActivity = source.sharesActivity ?? false;
    this.#statement = statement;
  }

  /** Whether facts may have to answer anything: where they have changed, or where a stretch is not made of buckets. */
  get hasPieces(): boolean {
    return this.#hasUnclean || this.#hasBare;
  }

  /** Whether there are stretches that no bucket lies in. */
  get #hasBare(): boolean {
    return this.#stretches.some(({ grain }) => grain === null);
  }

  /** Whether there may be buckets that facts answer in the place of. */
  get #hasUnclean(): boolean {
    return this.#readsChanges || this.#stretches.some(({ cutFrom }) => cutFrom !== undefined);
  }

  /** Where facts answer. */
  get pieces(): CountingScope {
    return this.#sharesActivity
      ? { ...this.#rowsInPieces, byLearner: () => this.activityByLearner }
      : this.#rowsInPieces;
  }

  /**
   * The table of the learners who were active where facts answer: `course_id`, `place`, `stretch`, `user_id`; where sums are
   * made from it, `count` and `duration`.
   */
  get activityByLearner(): string {
    const key = ['course_id', 'place', 'stretch', 'user_id'];
    const counts = this.#sharesActivity ? ['count', 'duration'] : [];
    const sums = counts.map((column) => `sum(${column}) AS ${column}`);
    const rows = activityRows(this.#rowsInPieces, ['user_id', 'stretch', ...counts]);
    return this.share(
      'by_learner',
      () => `SELECT ${[...key, ...sums].join(', ')} FROM (${rows}) AS activity GROUP BY ${key.join(', ')}`,
    );
  }

  get #rowsInPieces(): CountingScope {
    const pieces = this.#pieces;
    const { dialect } = this.#statement;
    const wide = () => this.#wide(pieces);
    return countedInPieces({
      tenant: this.#tenant,
      activity: 'activity',
      pieces,
      quarters: () => this.#pieceQuarters(pieces),
      ...(dialect.looksUpRows && { wide }),
      dialect,
    });
  }

  /** Whether activity may have been added to buckets that answer. */
  get hasAdded(): boolean {
    return this.#readsChanges && this.#statement.dialect.notesAdded;
  }

  /** The SELECT of what was added to buckets that answer: `course_id`, `place`, the `stretch`, and some columns. */
  addedSelect(columns: readonly string[]): string {
    const stretch = this.#stretch;
    const inStretch = `s.tenant_id = ${this.#tenant} AND s.quarter >= stretch.first_quarter
    AND s.quarter < stretch.end_quarter AND s.adds`;
    return `SELECT ${['s.course_id', 'stretch.place', ...columns].join(', ')}
  FROM ${stretch} AS stretch${this.#statement.dialect.lookUp('dirty_hour', inStretch)}
  WHERE stretch.grain <> 0 AND ${this.#isClean}`;
  }

  /** The SELECT of the rows of rollups that are clean: `course_id`, `place`, and some of their columns. */
  cleanSelect(columns: readonly string[]): string {
    const stretch = this.#stretch;
    const ofStretch = `s.tenant_id = ${this.#tenant} AND s.grain = stretch.grain
    AND s.quarter >= stretch.bucket_first AND s.quarter < stretch.bucket_end`;
    return `SELECT s.course_id, stretch.place, ${columns.map((column) => `s.${column}`).join(', ')}
  FROM ${stretch} AS stretch${this.#statement.dialect.lookUp('rollup', ofStretch)}${this.#hasUnclean ? `\n  WHERE ${this.#isClean}` : ''}`;
  }

  /**
   * The SELECT of sets of learners that are clean: `course_id`, `place`, the number of the `stretch`, `learners`.
   *
   * @param byCourse whether the sets are of courses; else they are of all courses, and of courses where one is not clean
   */
  cleanSets({ byCourse }: { byCourse: boolean }): string {
    const stretch = this.#stretch;
    const ofStretch = (scope: number) =>
      `s.tenant_id = ${this.#tenant} AND s.scope = ${scope} AND s.quarter = stretch.bucket_first`;
    const select = (scope: number, where: string) => `SELECT s.course_id, stretch.place, stretch.stretch, s.learners
  FROM ${stretch} AS stretch${this.#statement.dialect.lookUp('active_day', ofStretch(scope))}
  WHERE stretch.grain = ${grainNumber('day')} AND ${where}`;
    if (!this.#hasUnclean) return select(byCourse ? setScopes.course : setScopes.all, 'true');
    if (byCourse) return select(setScopes.course, this.#isClean);
    const isAnyUnclean = `EXISTS (SELECT 1 FROM ${this.#unclean} AS unclean WHERE unclean.stretch = stretch.stretch)`;
    return `${select(setScopes.all, `NOT ${isAnyUnclean}`)}
  UNION ALL ${select(setScopes.course, `${isAnyUnclean} AND ${this.#isClean}`)}`;
  }

  /** The condition that buckets answer in a stretch, of the course of `s`. */
  get #isClean(): string {
    return `NOT EXISTS (SELECT 1 FROM ${this.#unclean} AS unclean
    WHERE unclean.stretch = stretch.stretch AND unclean.course_id = s.course_id)`;
  }

  /** The SELECT of the learners of removed activity on days that are not clean; as {@link cleanSets}. */
  get removedSets(): string {
    const stretch = this.#stretch;
    const ofDay = `s.tenant_id = ${this.#tenant} AND s.quarter = stretch.bucket_first AND s.course_id = unclean.course_id`;
    return `SELECT s.course_id, stretch.place, stretch.stretch, s.learners
  FROM ${this.#unclean} AS unclean JOIN ${stretch} AS stretch ON stretch.stretch = unclean.stretch${this.#statement.dialect.lookUp('removed_active_day', ofDay)}
  WHERE stretch.grain = ${grainNumber('day')}`;
  }

  /** The stretches of the cover, numbered, and the buckets that they are parts of. */
  get #stretch(): string {
    return this.#statement.shared.share(`${this.#name}_stretch`, () => {
      const quarters = (edge: 'from' | 'to') => this.#buckets.map((bucket) => quarterAt(bucket[edge]));
      const columns = {
        stretch: this.#stretches.map((_, index) => index),
        grain: this.#stretches.map(({ grain }) => grainNumber(grain)),
        place: this.#stretches.map(({ place }) => place),
        bucket_first: quarters('from'),
        bucket_end: quarters('to'),
      };
      return stretchSelect(this.#stretches, columns, this.#statement);
    });
  }

  get #buckets(): readonly { readonly from: number; readonly to: number }[] {
    return this.#stretches.map(({ from, to, cutFrom = { from, to } }) => cutFrom);
  }

  /**
   * The stretches of a course that no bucket answers: facts have changed since it was made, or it holds more than the part
   * that is asked for.
   */
  get #unclean(): string {
    const stretch = this.#stretch;
    return this.share('unclean', () => {
      const changed = this.#readsChanges ? [this.#changed(stretch)] : [];
      const isCut = this.#stretches.some(({ cutFrom }) => cutFrom !== undefined);
      return [...changed, ...(isCut ? [this.#beyond(stretch)] : [])].join('\n  UNION ');
    });
  }

  /** Where there is no bucket that activity could be added to, facts have all of it. */
  #changed(stretch: string): string {
    const inTime = `s.tenant_id = ${this.#tenant} AND s.quarter > stretch.bucket_first - 4 AND s.quarter < stretch.bucket_end`;
    const isOfFacts = `${inTime} AND ${isNotedOf(this.#facts, 's.facts')}`;
    const mayBeAdded = this.hasAdded && this.#facts.includes('activity');
    const isInIt = mayBeAdded ? `${isOfFacts} AND (NOT s.adds OR stretch.grain = 0)` : isOfFacts;
    return `SELECT DISTINCT s.course_id, stretch.stretch
  FROM ${stretch} AS stretch${this.#statement.dialect.lookUp('dirty_hour', isInIt, 'DISTINCT s.course_id')}`;
  }

  /** Where anybody was active in the day of a cut stretch, but outside of it, or in an hour that it cuts. */
  #beyond(stretch: string): string {
    const isBeyond = `s.tenant_id = ${this.#tenant} AND s.grain = 1 AND s.quarter >= stretch.bucket_first
    AND s.quarter < stretch.bucket_end AND s.activity_rows > 0
    AND (s.quarter < stretch.first_quarter OR s.quarter + 4 > stretch.end_quarter)`;
    return `SELECT DISTINCT s.course_id, stretch.stretch
  FROM (SELECT * FROM ${stretch} WHERE first_quarter > bucket_first OR end_quarter < bucket_end) AS stretch${this.#statement.dialect.lookUp('rollup', isBeyond)}`;
  }

  /**
   * What facts answer, for each course: stretches that no bucket answers, and those that none lies in, of the courses that
   * have a row in an hour that such a stretch meets.
   */
  get #pieces(): string {
    const stretch = this.#stretch;
    const inHour = `s.tenant_id = ${this.#tenant} AND s.grain = 1 AND s.quarter > stretch.first_quarter - 4
    AND s.quarter < stretch.end_quarter AND stretch.grain = 0`;
    const columns = 'stretch.place, stretch.stretch, stretch.first_quarter, stretch.end_quarter';
    const unclean = () => `SELECT unclean.course_id, ${columns}
  FROM ${this.#unclean} AS unclean JOIN ${stretch} AS stretch ON stretch.stretch = unclean.stretch`;
    const bare = `SELECT s.course_id, ${columns}
  FROM ${stretch} AS stretch${this.#statement.dialect.lookUp('rollup', inHour)}
  WHERE stretch.grain = 0`;
    return this.share('piece', () =>
      [...(this.#hasUnclean ? [unclean()] : []), ...(this.#hasBare ? [bare] : [])].join('\n  UNION '),
    );
  }

  /** The stretches that are read as a whole: facts answer so many of the courses. */
  #wide(pieces: string): string {
    const columns = 'stretch, first_quarter, end_quarter';
    const courses = `SELECT count(*) FROM course WHERE tenant_id = ${this.#tenant}`;
    return this.share(
      'wide',
      () => `SELECT ${columns} FROM ${pieces} GROUP BY ${columns} HAVING count(*) * ${WIDE_SHARE} > (${courses})`,
    );
  }

  #pieceQuarters(pieces: string): string {
    const { dialect } = this.#statement;
    const narrow = dialect.looksUpRows
      ? `(SELECT * FROM ${pieces} WHERE stretch NOT IN (SELECT stretch FROM ${this.#wide(pieces)})) AS narrow`
      : pieces;
    return this.share('piece_quarter', () => quarterSelect(narrow, ['course_id', 'place', 'stretch'], dialect));
  }

  /** Makes a table of the statement that belongs to these; gives its name. Of the same stretches other facts have others. */
  share(table: string, select: () => string): string {
    return this.#statement.shared.share(`${this.#name}_of${bitsOf(this.#facts)}_${table}`, select);
  }
}
