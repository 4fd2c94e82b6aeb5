import { type LearnerTable, learnerTables, type ShownType } from '../../facts/learner-tables.js';
import type { LearnerId } from '../../privacy/tombstone.js';
import type { StoredValue } from '../analytics-store.js';
import type { Dialect } from './dialect.js';
import { Parameters, type Statement } from './parameters.js';

/** What stores give as it is: whole numbers and texts. All else is read as text. */
const plain: ReadonlySet<ShownType> = new Set(['text', 'json', 'integer', 'instant', 'quarter', 'percent']);

/** The rows of a table that name a learner, in the order of their columns. */
function learnerRowsSelect({ name, columns }: LearnerTable, learner: LearnerId, dialect: Dialect): Statement {
  const parameters = new Parameters(dialect);
  const selected = Object.entries(columns).map(([column, type]) =>
    plain.has(type) ? column : `CAST(${column} AS ${dialect.typeName('text')}) AS ${column}`,
  );
  const places = selected.map((_, place) => place + 1).join(', ');
  const sql = `SELECT ${selected.join(', ')} FROM ${name}
WHERE tenant_id = ${parameters.text(learner.tenantId)} AND user_id = ${parameters.text(learner.userId)} ORDER BY ${places}`;
  return { sql, parameters: parameters.list };
}

type Rows = readonly (readonly StoredValue[])[];

/** Reads the rows of every table that names a learner; the tables are read one after the other. */
export async function readLearnerRows(
  learner: LearnerId,
  dialect: Dialect,
  run: (statement: Statement) => AsyncIterable<Rows>,
): Promise<Record<string, Rows>> {
  const tables: Record<string, Rows> = {};
  for (const table of learnerTables) {
    const rows = [];
    for await (const some of run(learnerRowsSelect(table, learner, dialect))) rows.push(...some);
    tables[table.name] = rows;
  }
  return tables;
}
