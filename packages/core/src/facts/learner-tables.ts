import { activityFact, facts } from './catalogue.js';
import { type EventColumn, eventColumns } from './event-row.js';
import { type Fact, type Fold, logColumns, logName, namesLearners } from './fact.js';

/**
 * How a column is shown to people: `instant` is stored as milliseconds since the epoch, `quarter` as quarter hours since
 * it, `percent` as millionths; `double`, `boolean`, `json`, `integer` and `text` are what they say.
 */
export type ShownType = 'text' | 'integer' | 'instant' | 'quarter' | 'percent' | 'double' | 'boolean' | 'json';

/** A table whose rows name a learner each, in the column `user_id`. */
export interface LearnerTable {
  readonly name: string;
  /** What an export shows of a row, and in which order of columns its rows come. */
  readonly columns: Readonly<Record<string, ShownType>>;
}

const shownEventColumns: Readonly<Partial<Record<EventColumn, ShownType>>> = {
  occurred_at: 'instant',
  starts_at: 'instant',
  ends_at: 'instant',
  score_percent: 'percent',
  final_score: 'percent',
};

function shownEventColumn(column: EventColumn): ShownType {
  return shownEventColumns[column] ?? eventColumns[column];
}

function shownFold(fold: Fold): ShownType {
  if ('column' in fold) return shownEventColumn(fold.column);
  return fold.fold === 'last_type' ? 'text' : 'instant';
}

function ofEvents(columns: readonly EventColumn[]): Record<string, ShownType> {
  return Object.fromEntries(columns.map((column) => [column, shownEventColumn(column)]));
}

function logTable(fact: Fact): LearnerTable {
  const columns = logColumns(fact).filter((column) => column !== 'tenant_id' && column !== 'user_id');
  return { name: logName(fact), columns: ofEvents([...new Set<EventColumn>(['occurred_at', 'id', ...columns])]) };
}

function factTable({ name, key, columns }: Fact): LearnerTable {
  const folded = Object.entries(columns).filter(([column]) => column !== 'user_id');
  const own = key.filter((column) => column !== 'user_id');
  return {
    name,
    columns: { ...ofEvents(own), ...Object.fromEntries(folded.map(([c, fold]) => [c, shownFold(fold)])) },
  };
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
