import type { Measure } from '../../../metrics/measure.js';
import { type RollupColumn, rollupColumns, rollupMeasures } from '../../../rollups/rollup-measures.js';
import { type Binding, columnsOf, measureSql } from '../measure-sql.js';
import { type CountingScope, countedRows, type PopulationTime } from './counted-rows.js';

/** The SELECT of columns of one population from facts: `course_id`, `place`, the columns. */
export function countRows(
  population: PopulationTime,
  columns: readonly RollupColumn[],
  scope: CountingScope,
  binding: Binding,
): string {
  const measures = columns.map((column): Measure => rollupMeasures[column]);
  const rows = countedRows(population, scope, columnsOf(measures));
  const selected = measures.map((measure, index) => `${rolledUp(measure, binding)} AS ${columns[index]}`);
  // OFFSET 0 keeps PostgreSQL from working out a column of the rows once for each of the measures that read it.
  return `SELECT course_id, place, ${selected.join(', ')}
  FROM (${rows.join('\n  UNION ALL ')} OFFSET 0) AS counted GROUP BY course_id, place`;
}

/** The SELECT of all columns from facts: `course_id`, `place`, the columns in their order. */
export function countAllRows(scope: CountingScope, binding: Binding): string {
  const parts = populations().map((population) => {
    const own = rollupColumns.filter((column) => populationOf(column) === population);
    const all = rollupColumns.map((column) => (own.includes(column) ? column : `0 AS ${column}`));
    return `SELECT course_id, place, ${all.join(', ')} FROM (${countRows(population, own, scope, binding)}) AS own`;
  });
  return `SELECT course_id, place, ${sumsOf('counted')} FROM (${parts.join('\nUNION ALL ')}) AS counted GROUP BY course_id, place`;
}

/** The SELECT of the courses of which anything is counted. */
export function countedCourses(scope: CountingScope): string {
  const rows = populations().flatMap((population) => countedRows(population, scope, new Set()));
  return rows.map((select) => `SELECT course_id FROM (${select}) AS counted`).join('\n  UNION ');
}

function populations(): PopulationTime[] {
  return [...new Set(rollupColumns.map(populationOf))];
}

/** The sum of each column of a table of rollups, under its name. */
export function sumsOf(table: string): string {
  return rollupColumns.map((column) => `sum(${table}.${column}) AS ${column}`).join(', ');
}

/** The population and the time that a column of a rollup is counted of. */
export function populationOf(column: RollupColumn): PopulationTime {
  const { source, at }: Measure = rollupMeasures[column];
  return `${source} ${at}`;
}

/** Of what holds at an end the changes are added up. */
function rolledUp(measure: Measure, binding: Binding): string {
  return measure.aggregate === 'count_at_end' ? 'coalesce(sum(change), 0)' : measureSql(measure, binding);
}
