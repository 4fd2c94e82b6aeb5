import type { FactView, FactViewName, ViewColumnType } from '../../facts/fact-views.js';
import type { Dialect } from './dialect.js';
import { Parameters, type Statement } from './parameters.js';

/** What differs between engines in the views of facts. */
export interface FactViewDialect {
  /** A column as readers are given it, of a value as it is kept: instants and durations in milliseconds, percents in millionths. */
  shown(type: ViewColumnType, column: string): string;
  /** The rows of the items of attempts: tenant_id, attempt_id, place, item_id, score, max_score (as texts), answer. */
  readonly attemptItems: string;
}

/** The SELECT of a view. */
export function factViewSelect({ name, columns }: FactView, dialect: FactViewDialect): string {
  const shown = Object.entries(columns).map(([column, { type }]) => `${dialect.shown(type, column)} AS ${column}`);
  return `SELECT ${shown.join(', ')}
FROM (${keptRows[name as FactViewName](dialect)}) AS fact`;
}

/** Values of the first column of a key, which are texts: those after one (excluded), up to one (included). */
export interface KeyRange {
  readonly after?: string | undefined;
  readonly upTo?: string | undefined;
}

/** Which rows of a view, for which engine. */
export interface FactRowsScope {
  readonly tenantId: string;
  readonly dialect: Dialect;
  readonly views: FactViewDialect;
  /** All of them where absent. */
  readonly keys?: KeyRange;
}

/**
 * The rows of a view as a store gives values, ordered by its key: whole numbers as they are kept, all else as text.
 */
export function compileFactRows(
  { name, columns, key }: FactView,
  { tenantId, dialect, views, keys: { after, upTo } = {} }: FactRowsScope,
): Statement {
  const parameters = new Parameters(dialect);
  const given = Object.entries(columns).map(([column, { type }]) =>
    isWhole(type) ? column : `${column}::${dialect.typeName('text')} AS ${column}`,
  );
  const conditions = [
    `tenant_id = ${parameters.text(tenantId)}`,
    ...(after === undefined ? [] : [`${key[0]} > ${parameters.text(after)}`]),
    ...(upTo === undefined ? [] : [`${key[0]} <= ${parameters.text(upTo)}`]),
  ];
  const order = key.map((column) => `fact.${column} NULLS LAST`);
  const sql = `SELECT ${given.join(', ')}
FROM (${keptRows[name as FactViewName](views)}) AS fact
WHERE ${conditions.join(' AND ')}
ORDER BY ${order.join(', ')}`;
  return { sql, parameters: parameters.list };
}

/** Whether values of a type are kept as whole numbers. */
export function isWhole(type: ViewColumnType): boolean {
  return type === 'instant' || type === 'seconds' || type === 'percent' || type === 'count';
}

type Rows = (dialect: FactViewDialect) => string;

/** The rows of each view, under the names of its columns, with values as they are kept. */
const keptRows: Record<FactViewName, Rows> = {
  v_learner: () => 'SELECT tenant_id, user_id, created_at, role, attributes FROM learner',
  v_course: () =>
    'SELECT tenant_id, course_id, title, created_at, published_at, starts_at, ends_at, attributes FROM course',
  v_module: () => 'SELECT tenant_id, course_id, module_id, title, place FROM module',
  v_enrollment: () =>
    `SELECT tenant_id, user_id, course_id, enrolled_at, completed_at, state,
      coalesce(state = 'enrolled', false) AND completed_at IS NULL AS is_current, final_score, result, mode, revoked_at,
      attributes
    FROM enrollment`,
  v_enrollment_span: () => 'SELECT tenant_id, user_id, course_id, since, until FROM enrollment_span',
  v_module_completion: () =>
    `SELECT tenant_id, user_id, course_id, module_id, completed_at, duration_ms AS duration_seconds
    FROM module_completion`,
  v_attempt: () =>
    `SELECT tenant_id, attempt_id, user_id, course_id, assessment_id, module_id, started_at, completed_at, score,
      max_score, score_percent, passed, duration_ms AS duration_seconds
    FROM attempt`,
  v_attempt_item: ({ attemptItems }) => attemptItems,
  v_activity: () => {
    const act = (kind: string, { table, at, durationMs }: { table: string; at: string; durationMs: string }) =>
      `SELECT tenant_id, user_id, course_id, ${at} - ${at} % ${QUARTER_MS} AS quarter_hour, '${kind}' AS kind, module_id,
        1 AS count, ${durationMs} AS duration_seconds
      FROM ${table} WHERE ${at} IS NOT NULL`;
    const completed = { at: 'completed_at', durationMs: 'duration_ms' };
    // A store may keep several rows of one key, of which each batch adds its own.
    return `SELECT tenant_id, user_id, course_id, quarter::bigint * ${QUARTER_MS} AS quarter_hour, kind, module_id,
        sum(count)::bigint AS count, sum(duration_ms)::bigint AS duration_seconds
      FROM activity GROUP BY tenant_id, user_id, course_id, quarter, kind, module_id
    UNION ALL ${act('module_completed', { table: 'module_completion', ...completed })}
    UNION ALL ${act('attempt_started', { table: 'attempt', at: 'started_at', durationMs: 'NULL' })}
    UNION ALL ${act('attempt_completed', { table: 'attempt', ...completed })}`;
  },
};

/** Events begin in 1980, so a remainder is never negative. */
const QUARTER_MS = 900_000;
