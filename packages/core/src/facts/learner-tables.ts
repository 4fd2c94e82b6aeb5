import { activityFact, facts } from './catalogue.js';
import type { EventColumn } from './event-row.js';
import { type Fact, logColumns, logName, namesLearners } from './fact.js';
import { ofEvents, ofFolds, type ShownColumns } from './shown-columns.js';

/** A table whose rows name a learner each, in the column `user_id`. */
export interface LearnerTable {
  readonly name: string;
  /** What an export shows of a row, and in which order of columns its rows come. */
  readonly columns: ShownColumns;
}

function logTable(fact: Fact): LearnerTable {
  const columns = logColumns(fact).filter((column) => column !== 'tenant_id' && column !== 'user_id');
  return { name: logName(fact), columns: ofEvents([...new Set<EventColumn>(['occurred_at', 'id', ...columns])]) };
}

function factTable({ name, key, columns }: Fact): LearnerTable {
  const folded = Object.fromEntries(Object.entries(columns).filter(([column]) => column !== 'user_id'));
  const own = key.filter((column) => column !== 'user_id');
  return { name, columns: { ...ofEvents(own), ...ofFolds(folded) } };
}

/**
 * Every table that names learners, the personal columns, the facts and their logs among them: what an export reads and
 * an erasure removes. A store may keep the rows of one under another name, and shows them by this one.
 */
export const learnerTables: readonly LearnerTable[] = [
  { name: 'raw_event', columns: { occurred_at: 'instant', received_at: 'instant', type: 'text', text: 'json' } },
  { name: 'event_identity', columns: { id: 'text' } },
  {
    name: activityFact.name,
    columns: {
      quarter: 'quarter',
      course_id: 'text',
      kind: 'text',
      module_id: 'text',
      count: 'integer',
      duration_ms: 'integer',
    },
  },
  {
    name: 'enrollment_span',
    columns: { course_id: 'text', since: 'instant', until: 'instant', revoked_at: 'instant' },
  },
  ...(Object.values(facts) as Fact[]).filter(namesLearners).flatMap((fact) => [factTable(fact), logTable(fact)]),
];
