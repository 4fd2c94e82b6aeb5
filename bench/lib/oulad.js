import { createReadStream } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { readEventLines } from '@lms-analytics/core/events';
import { ouladFile } from './data.js';
import { makeOnce, storeOf } from './made-store.js';

/** The store that holds the whole of the Open University dataset in `dir`, ingested once. */
export function ouladStore(dir) {
  return storeOf('oulad.duckdb', async () => {
    const file = await requireFile(dir);
    return readEventLines(createReadStream(file), { file });
  });
}

/** A database of one table `event`: the same events as typed columns, in the order they came, made once. */
export function ouladEvents(dir) {
  return makeOnce('oulad-raw.duckdb', async (path) => {
    const file = await requireFile(dir);
    const instance = await DuckDBInstance.create(path, { storage_compatibility_version: 'latest' });
    const connection = await instance.connect();
    await connection.run(eventTable(file));
    const result = await connection.runAndReadAll('SELECT count(*) - count(DISTINCT id) FROM event');
    connection.closeSync();
    instance.closeSync();
    if (result.getRows()[0][0] !== 0n) throw new Error('an id repeats in OULAD');
  });
}

async function requireFile(dir) {
  const file = await ouladFile(dir);
  if (file === null) throw new Error(`there is no dataset at ${dir}; name another folder with --oulad`);
  return file;
}

const DATA = {
  userId: 'user_id VARCHAR',
  courseId: 'course_id VARCHAR',
  moduleId: 'module_id VARCHAR',
  assessmentId: 'assessment_id VARCHAR',
  attemptId: 'attempt_id VARCHAR',
  kind: 'kind VARCHAR',
  objectId: 'object_id VARCHAR',
  count: 'count BIGINT',
  durationSeconds: 'duration_seconds DOUBLE',
  score: 'score DOUBLE',
  maxScore: 'max_score DOUBLE',
  passingScore: 'passing_score DOUBLE',
  passed: 'passed BOOLEAN',
  finalScore: 'final_score DOUBLE',
  result: 'result VARCHAR',
};

function eventTable(file) {
  const members = Object.entries(DATA).map(([member, column]) => [member, ...column.split(' ')]);
  const struct = members.map(([member, , type]) => `${member} ${type}`).join(', ');
  const columns = members.map(([member, name]) => `data.${member} AS ${name}`).join(', ');
  return `CREATE TABLE event AS SELECT id, type, occurredAt AS occurred_at, ${columns}
    FROM read_json('${file}', format = 'newline_delimited',
      columns = {id: 'VARCHAR', type: 'VARCHAR', occurredAt: 'TIMESTAMP', data: 'STRUCT(${struct})'})`;
}
