import { factViewList } from '@lms-analytics/core';
import { code, codes, page, table } from './markdown.js';

const introduction = `The views of facts are what other tools read: as \`lms_analytics.v_enrollment\` in a PostgreSQL store, as \`v_enrollment\`
in a DuckDB file, and as \`v_enrollment.parquet\` or \`v_enrollment.csv\` of \`lms-analytics export facts\`. How to connect
such a tool, [Reading from other tools](reading-from-other-tools.md) says. Names, types and meanings are stable: columns are
only added, at the end. Email and name of a learner are in none of them. An erased learner is in none either.

- **instant**: a moment: \`timestamptz\` in SQL, UTC with milliseconds in CSV.
- **seconds**: a duration, to the millisecond; **percent**: 0 to 100 and beyond, to the millionth. Both are exact decimals.
- **points**: floating-point numbers, as the LMS stated them. **json**: \`jsonb\` in PostgreSQL; a member is
  \`attributes ->> 'region'\` there and in DuckDB. In files it is text.
- Without a value a cell is null; in CSV it is empty, as an empty text is.
- **key**: after \`tenant_id\`, what identifies a row. The rows of a file are in the order of the key, null last, texts by
  code point.`;

/** The page of the views of facts. */
export function viewsPage() {
  const rows = factViewList.map(({ name, description }) => [`[${code(name)}](#${name})`, description]);
  return page('Views', introduction, table(['view', 'what a row is'], rows), ...factViewList.map(viewSection));
}

function viewSection({ name, description, key, isUnique, columns }) {
  const rows = Object.entries(columns).map(([column, { type, description: meaning }]) => [code(column), type, meaning]);
  const order = isUnique ? `Key: ${codes(key)}.` : `No key: rows may be equal. Order: ${codes(key)}.`;
  return [`## ${code(name)}`, `${description} ${order}`, table(['column', 'type', 'what it says'], rows)].join('\n\n');
}
