import type { Measure } from '../../../metrics/measure.js';
import type { SourceName } from '../../../metrics/source.js';
import type { NotedFact } from '../../../rollups/noted-facts.js';
import { enrollmentChangeSelect } from '../sources.js';

/** Where and when rows are counted: each falls to a course and a place. */
export interface CountingScope {
  /** The bound tenant. */
  readonly tenant: string;
  /** The table of recorded activity. */
  readonly activity: string;
  /** The table of activity by learner, with `course_id`, `place`, `count` and `duration`, where learners are asked for as well. */
  readonly byLearner?: () => string;
  /**
   * The SELECT of `course_id`, `place` and some columns of the rows `s` whose time is counted.
   *
   * @param from a table, or a view of one, with `tenant_id`, `course_id` and the time: milliseconds, or `quarter`
   */
  rows(from: string, time: string, columns: readonly string[]): string;
  /**
   * As `rows`, of rows that are worked out from those that are counted.
   *
   * @param from a subquery
   */
  derived(from: string, time: string, columns: readonly string[]): string;
}

/** A time of a population, as measures name it. */
export type PopulationTime = `${SourceName} ${Measure['at']}`;

type Rows = (scope: CountingScope, columns: ReadonlySet<string>) => string;

function rows(from: string, time: string, columns: readonly string[] = []): Rows {
  return (scope) => scope.rows(from, time, columns);
}

/** The tables and times of activity; what is a fact of another kind counts once. */
const activities = [
  { table: 'activity', time: 'quarter', count: 's.count', duration: 's.duration_ms' },
  { table: 'module_completion', time: 'completed_at', count: '1', duration: 's.duration_ms' },
  { table: 'attempt', time: 'started_at', count: '1', duration: 'NULL' },
  { table: 'attempt', time: 'completed_at', count: '1', duration: 's.duration_ms' },
] as const;

/** What is left of recorded activity that was removed: no longer whose it was. */
const removed = { table: 'removed_activity', time: 'quarter', count: 's.count', duration: 's.duration_ms' } as const;

/**
 * The rows of each population and time, without a moment of knowledge, as far as rollups count them. Each is found by its
 * time, and its course, so that the cost is that of the rows that are counted.
 */
const populations: Partial<Record<PopulationTime, readonly Rows[]>> = {
  'learners created_at': [rows(`(SELECT tenant_id, '' AS course_id, created_at FROM learner)`, 'created_at')],
  'enrollments enrolled_at': [rows('enrollment', 'enrolled_at', ['s.completed_at', 's.state'])],
  'enrollments completed_at': [rows('enrollment', 'completed_at', ['s.final_score'])],
  'enrollment_changes changed_at': [changes],
  'enrollment_spans until': [
    rows('enrollment_span', 'since', ['1 AS change']),
    rows('enrollment_span', 'until', ['-1 AS change']),
  ],
  'module_completions completed_at': [rows('module_completion', 'completed_at')],
  'attempts started_at': [rows('attempt', 'started_at', ['s.completed_at'])],
  'attempts completed_at': [completedAttempts],
  'activities occurred_at': [
    (scope) =>
      scope.byLearner === undefined
        ? activityRows(scope, ['count', 'duration'])
        : `SELECT course_id, place, count, duration FROM ${scope.byLearner()} AS by_learner`,
    (scope) => scope.rows(removed.table, removed.time, selected(removed, ['count', 'duration'])),
  ],
};

/** The facts that the rows of a population follow from, as far as rollups count them. */
export function factsOf(population: PopulationTime): readonly NotedFact[] {
  const [source] = population.split(' ') as [SourceName];
  switch (source) {
    case 'learners':
      return ['learner'];
    case 'module_completions':
      return ['module_completion'];
    case 'attempts':
      return ['attempt'];
    case 'activities':
      return ['activity', 'module_completion', 'attempt'];
    default:
      return ['enrollment'];
  }
}

/** The table of a scope where that is recorded activity. */
function tableOf(table: string, { activity }: CountingScope): string {
  return table === 'activity' ? activity : table;
}

/** The SELECTs of the counted rows of a population: `course_id`, `place`, and the columns that are read. */
export function countedRows(population: PopulationTime, scope: CountingScope, columns: ReadonlySet<string>): string[] {
  return populations[population]!.map((each) => each(scope, columns));
}

/** The SELECT of activity that was not removed: `course_id`, `place`, and some of `user_id`, `stretch`, `count`, `duration`. */
export function activityRows(scope: CountingScope, columns: readonly string[]): string {
  return activities
    .map((each) => scope.rows(tableOf(each.table, scope), each.time, selected(each, columns)))
    .join('\n  UNION ALL ');
}

function selected({ count, duration }: { count: string; duration: string }, columns: readonly string[]): string[] {
  const known: Readonly<Record<string, string>> = { user_id: 's.user_id', stretch: 'piece.stretch', count, duration };
  return columns.map((column) => `${known[column]} AS ${column}`);
}

/** What a change is, the changes before it say: all changes of the enrollments that have a counted one. */
function changes(scope: CountingScope): string {
  const touched = scope.rows('enrollment_event', 'occurred_at', ['s.user_id']);
  const log = `(SELECT log.* FROM (SELECT DISTINCT user_id, course_id FROM (${touched}) AS counted) AS touched
    JOIN enrollment_event AS log ON log.tenant_id = ${scope.tenant}
      AND log.user_id = touched.user_id AND log.course_id = touched.course_id) AS own`;
  const changed = `(SELECT ${scope.tenant} AS tenant_id, changed.* FROM (${enrollmentChangeSelect(log)}) AS changed)`;
  return scope.derived(changed, 'changed_at', ['s.change']);
}

function completedAttempts(scope: CountingScope, columns: ReadonlySet<string>): string {
  const isFirst = `NOT EXISTS (SELECT 1 FROM attempt AS other WHERE other.tenant_id = ${scope.tenant}
    AND other.user_id = s.user_id AND other.course_id = s.course_id AND other.assessment_id = s.assessment_id
    AND (other.completed_at < s.completed_at OR other.completed_at = s.completed_at AND other.attempt_id < s.attempt_id)) AS is_first`;
  const read = ['s.score_percent', 's.passed', ...(columns.has('is_first') ? [isFirst] : [])];
  return scope.rows('attempt', 'completed_at', read);
}
