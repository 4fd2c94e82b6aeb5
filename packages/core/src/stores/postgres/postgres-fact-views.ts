import { factViewList, type ViewColumnType } from '../../facts/fact-views.js';
import { type FactViewDialect, factViewSelect } from '../sql/fact-views.js';

const shown: Record<ViewColumnType, (column: string) => string> = {
  text: (column) => column,
  json: (column) => `${column}::jsonb`,
  // Seconds and milliseconds apart: as one floating-point number of seconds, far dates would be off by microseconds.
  instant: (column) => `to_timestamp(${column} / 1000) + ${column} % 1000 * interval '1 millisecond'`,
  seconds: (column) => `${column} * 0.001`,
  percent: (column) => `${column} * 0.000001`,
  points: (column) => `${column}::double precision`,
  count: (column) => `${column}::bigint`,
  boolean: (column) => column,
};

/** The views of facts as PostgreSQL speaks. */
export const postgresFactViews: FactViewDialect = {
  shown: (type, column) => shown[type](column),
  attemptItems: `SELECT attempt.tenant_id, attempt.attempt_id, place, (item ->> 'item') COLLATE "C" AS item_id,
      item ->> 'score' AS score, item ->> 'max_score' AS max_score, (item ->> 'answer') COLLATE "C" AS answer
    FROM attempt CROSS JOIN LATERAL json_array_elements(attempt.items::json) WITH ORDINALITY AS listed (item, place)
    WHERE attempt.items IS NOT NULL`,
};

/**
 * The statements that make the views, or make them anew. A reader needs the right to read what they read: the wall is
 * that of the tables.
 */
export const factViewStatements = factViewList.map(
  (view) =>
    `CREATE OR REPLACE VIEW ${view.name} WITH (security_invoker = true) AS ${factViewSelect(view, postgresFactViews)}`,
);
