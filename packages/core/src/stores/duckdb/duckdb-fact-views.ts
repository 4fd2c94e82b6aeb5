import { factViewList, type ViewColumnType } from '../../facts/fact-views.js';
import { type FactViewDialect, factViewSelect } from '../sql/fact-views.js';

const shown: Record<ViewColumnType, (column: string) => string> = {
  text: (column) => column,
  json: (column) => `${column}::JSON`,
  instant: (column) => `make_timestamptz(${column} * 1000)`,
  seconds: (column) => `(${column} * 0.001)::DECIMAL(18, 3)`,
  percent: (column) => `(${column} * 0.000001)::DECIMAL(18, 6)`,
  points: (column) => `${column}::DOUBLE`,
  count: (column) => `${column}::BIGINT`,
  boolean: (column) => `${column}::BOOLEAN`,
};

/** The views of facts as DuckDB speaks. */
export const duckdbFactViews: FactViewDialect = {
  shown: (type, column) => shown[type](column),
  attemptItems: `SELECT tenant_id, attempt_id, place, entry.item AS item_id, entry.score AS score,
      entry.max_score AS max_score, entry.answer AS answer
    FROM (SELECT tenant_id, attempt_id, generate_subscripts(from_json(items, '["JSON"]'), 1) AS place,
        unnest(from_json(items, '[{"item":"VARCHAR","score":"VARCHAR","max_score":"VARCHAR","answer":"VARCHAR"}]')) AS entry
      FROM attempt WHERE items IS NOT NULL) AS listed`,
};

/** The statements that make the views, or make them anew. */
export const factViewStatements = factViewList.map(
  (view) => `CREATE OR REPLACE VIEW ${view.name} AS ${factViewSelect(view, duckdbFactViews)}`,
);
