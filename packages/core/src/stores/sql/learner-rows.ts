import { type LearnerTable, learnerTables } from '../../facts/learner-tables.js';
import type { LearnerId } from '../../privacy/tombstone.js';
import type { StoredValue } from '../analytics-store.js';
import type { Dialect } from './dialect.js';
import { Parameters, type Statement } from './parameters.js';
import { storedColumn } from './stored-column.js';

/** The rows of a table that name a learner, in the order of their columns. */
function learnerRowsSelect({ name, columns }: LearnerTable, learner: LearnerId, dialect: Dialect): Statement {
  const parameters = new Parameters(dialect);
  const selected = Object.entries(columns).map((column) => storedColumn(column, dialect));
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
