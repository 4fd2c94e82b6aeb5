import { DuckDBInstance } from '@duckdb/node-api';

/** The rows of a Parquet file, as DuckDB reads it. */
export function readParquet(path: string, select = 'FROM'): Promise<unknown[][]> {
  return readRows(`${select} read_parquet('${path.replaceAll("'", "''")}')`);
}

/** The rows of a CSV file, every value a text. */
export function readCsv(path: string, select: string): Promise<unknown[][]> {
  return readRows(
    `${select} read_csv('${path}', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"')`,
  );
}

/** The rows of a query, as DuckDB answers it. */
export async function readRows(sql: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowsJson() as unknown[][];
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
