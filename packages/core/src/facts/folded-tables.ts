import { type EventType, eventTypes } from '../events/index.js';
import { activityFact, facts } from './catalogue.js';
import type { ComparedTable } from './compared-table.js';
import { type Fact, logColumns, logName } from './fact.js';
import { ofEvents, ofFolds } from './shown-columns.js';

/** A table whose rows follow from the raw events of a tenant. */
export interface FoldedTable extends ComparedTable {
  /** The types of events that it follows from; none of them gives more than one row. */
  readonly of: readonly EventType[];
}

const identityTable: FoldedTable = {
  name: 'event_identity',
  of: Object.keys(eventTypes) as EventType[],
  key: { id: 'text' },
  columns: { user_id: 'text' },
  isSum: false,
};

const spanTable: FoldedTable = {
  name: 'enrollment_span',
  of: ['UserEnrolled'],
  key: { user_id: 'text', course_id: 'text', since: 'instant' },
  columns: { until: 'instant', revoked_at: 'instant' },
  isSum: false,
};

const activityTable: FoldedTable = {
  name: activityFact.name,
  of: activityFact.of,
  key: { quarter: 'quarter', ...ofEvents(activityFact.key) },
  columns: ofEvents(activityFact.sums),
  isSum: true,
};

function logTable(fact: Fact): FoldedTable {
  const columns = logColumns(fact).filter((column) => column !== 'tenant_id' && column !== 'id');
  return { name: logName(fact), of: fact.of, key: { id: 'text' }, columns: ofEvents(columns), isSum: false };
}

function factTable({ name, of, key, columns }: Fact): FoldedTable {
  return { name, of, key: ofEvents(key), columns: ofFolds(columns), isSum: false };
}

/**
 * Every table that follows from raw events: what questions read, and the identities by which an event counts once. What
 * is worked out when it is asked for, such as the modules of a course and the views, follows from these.
 */
export const foldedTables: readonly FoldedTable[] = [
  ...(Object.values(facts) as Fact[]).flatMap((fact) => [factTable(fact), logTable(fact)]),
  spanTable,
  activityTable,
  identityTable,
];
