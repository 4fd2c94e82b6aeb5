import { ask } from './postgres.js';

/** The tables of facts and their logs. */
const TABLES = [
  'activity_sum',
  'learner_event',
  'learner',
  'course_event',
  'course',
  'enrollment_event',
  'enrollment',
  'enrollment_span',
  'module_completion_event',
  'module_completion',
  'attempt_event',
  'attempt',
];
const TIMES = new Set([
  ...['created_at', 'published_at', 'starts_at', 'ends_at', 'occurred_at', 'enrolled_at', 'completed_at', 'revoked_at'],
  ...['since', 'until', 'started_at'],
]);
const QUARTER_MS = 900_000;

/**
 * Adds copies of all facts of a store, written by SQL: who they are of is named anew in each, and so is every attempt.
 *
 * @param ids columns of ids that each copy has names of its own for, besides those of learners and attempts
 * @param shiftMs how much earlier each copy is than the one before it
 */
export async function copyFacts(url, { copies, ids = [], shiftMs = 0 }) {
  for (const table of TABLES) {
    const columns = await columnsOf(url, table);
    const named = new Set(['user_id', 'attempt_id', 'id', ...ids]);
    const values = columns.map((column) => {
      if (named.has(column)) return `${column} || '-copy-' || copy`;
      if (TIMES.has(column)) return `${column} - copy * ${shiftMs}::bigint`;
      if (column === 'quarter') return `quarter - copy * ${shiftMs / QUARTER_MS}`;
      if (column === 'batch') return 'batch + copy';
      return column;
    });
    const own = ['course', 'course_event'].includes(table) && !ids.includes('course_id'); // those that are not copied
    if (own) continue;
    await ask(
      url,
      `INSERT INTO lms_analytics.${table} (${columns.join(', ')})
       SELECT ${values.join(', ')} FROM lms_analytics.${table} CROSS JOIN generate_series(1, ${copies}) AS copy`,
    );
  }
  await ask(url, 'VACUUM ANALYZE');
}

/** What is given by the database itself is left out. */
async function columnsOf(url, table) {
  const rows = await ask(
    url,
    `SELECT column_name AS name FROM information_schema.columns
     WHERE table_schema = 'lms_analytics' AND table_name = '${table}' AND is_identity = 'NO' ORDER BY ordinal_position`,
  );
  return rows.map(({ name }) => name);
}
