import { isAtEnd } from '../../../metrics/measure.js';
import type { QueryPlan } from '../../../query/plan.js';
import { HOUR_MS } from '../../../rollups/rollup-buckets.js';
import type { Dialect } from '../dialect.js';
import { Parameters, type Statement } from '../parameters.js';

const QUARTER_MS = 900_000;
/** More than what an end leaves of the day that it cuts, and the hour before that. */
const CUT_DAY_MS = 27 * HOUR_MS;

/** The statement of one row where facts have changed, since rollups were made, in the time that a plan is about. */
export function compileHasChanges({ tenantId, spans, parts }: QueryPlan, dialect: Dialect): Statement {
  const stretches = spans.flatMap(({ period, buckets }) => [period, ...(buckets ?? [])]);
  const [first, end] = [stretches.map(({ from }) => from), stretches.map(({ to }) => to)];
  const addsUpFromTheBeginning = parts.some(({ measures }) => measures.some(isAtEnd));
  const parameters = new Parameters(dialect);
  const conditions = [
    `tenant_id = ${parameters.text(tenantId)}`,
    `quarter < ${parameters.integer(Math.ceil((end.reduce(greater) + CUT_DAY_MS) / QUARTER_MS))}`,
    ...(addsUpFromTheBeginning
      ? []
      : [`quarter > ${parameters.integer(Math.floor((first.reduce(lesser) - CUT_DAY_MS) / QUARTER_MS))}`]),
  ];
  return {
    sql: `SELECT 1 FROM dirty_hour WHERE ${conditions.join(' AND ')} LIMIT 1`,
    parameters: parameters.list,
  };
}

const lesser = (a: number, b: number) => Math.min(a, b);
const greater = (a: number, b: number) => Math.max(a, b);
