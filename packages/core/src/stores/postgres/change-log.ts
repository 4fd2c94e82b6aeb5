import { randomBytes } from 'node:crypto';
import type { EventType } from '../../events/index.js';
import { activityFact, facts } from '../../facts/catalogue.js';
import { columnValue } from '../../facts/event-row.js';
import type { Fact } from '../../facts/fact.js';
import { QUARTER_HOUR_MS } from '../../query/period.js';
import { bitsOf } from '../../rollups/noted-facts.js';
import { type ChangedHour, HOUR_MS, QUARTERS_AN_HOUR } from '../../rollups/rollup-buckets.js';
import { isOneOf } from '../sql/fold.js';
import { countedTimes, type TimedRows } from '../sql/rollups/counted-times.js';
import type { Client } from './client.js';
import { postgresDialect } from './postgres-dialect.js';
import type { BatchEvent } from './stage-events.js';

/**
 * Of how many hours at the end of a batch it is noted what was added. While events come in these are nearly all of it; many
 * events of long ago are noted as changes, which costs less.
 */
const HOURS_ADDED = 4;
const group = ['user_id', 'course_id', 'assessment_id'] as const;

/** The SELECT of the rows of a table that are about to change, or have changed. */
type RowsOf = (table: string) => string;

/**
 * Gathers, and notes in `dirty_hour`, the hours in which facts are counted that a transaction of a tenant changes, as they
 * were and as they are: rollups of these are made anew.
 */
export class ChangeLog {
  readonly #client: Client;
  readonly #tenantId: string;
  /** Tells the rows of this transaction from those of others; the activity that it adds has it as well. */
  readonly #mark: bigint;
  readonly #changed = new NotedHours();
  /** Where activity is added. */
  readonly #added = new NotedHours();
  readonly #groups = new Map<string, readonly string[]>();

  constructor(client: Client, tenantId: string, mark = randomBytes(8).readBigInt64BE()) {
    this.#client = client;
    this.#tenantId = tenantId;
    this.#mark = mark;
  }

  /** Notes the hours of events: those of facts that there were not before, and of activity, which is added. */
  noteEvents(events: readonly BatchEvent[]): void {
    for (const { event } of events) {
      const courseId = (columnValue(event, 'course_id') as string | null | undefined) ?? '';
      const noted = isActivity(event.type) ? this.#added : this.#changed;
      noted.add(courseId, Math.floor(event.occurredAt / HOUR_MS) * QUARTERS_AN_HOUR, bitsOfType(event.type));
    }
  }

  /**
   * Notes where rows of a fact are counted; before they change, and again after it.
   *
   * @param values what `rowsOf` names as `$2` and on
   */
  async note(
    fact: Fact,
    rowsOf: RowsOf,
    { values = [], isAgain = false }: { values?: readonly unknown[]; isAgain?: boolean } = {},
  ): Promise<void> {
    if (fact.name === facts.attempt.name) return this.#noteAttempts({ fact, rowsOf, isAgain }, values);
    const selects = countedTimes({ fact, rowsOf, isAgain }, postgresDialect);
    if (selects.length > 0) await this.noteTimes(fact.name, selects.join(' UNION ALL '), values);
  }

  /**
   * Notes when attempts are counted, and of which learners, courses and assessments they are, whose first one may be another
   * afterwards. Their rows are looked up once for both.
   */
  async #noteAttempts({ fact, rowsOf, isAgain }: TimedRows, values: readonly unknown[]): Promise<void> {
    const times = countedTimes({ fact, rowsOf: () => 'attempt_row', isAgain }, postgresDialect).join(' UNION ALL ');
    const { rows } = await this.#client.query(
      `WITH attempt_row AS MATERIALIZED ${rowsOf(fact.name)}
       SELECT course_id, quarter, NULL AS user_id, NULL AS assessment_id FROM (${hoursSelect(times)}) AS hour
       UNION ALL SELECT DISTINCT course_id, NULL::bigint, user_id, assessment_id FROM attempt_row WHERE user_id IS NOT NULL`,
      [this.#tenantId, ...values],
    );
    for (const row of rows) {
      if (row.quarter !== null) this.#changed.add(row.course_id, Number(row.quarter), bitsOf([facts.attempt.name]));
      else {
        const values = group.map((column) => row[column] as string);
        this.#groups.set(JSON.stringify(values), values);
      }
    }
  }

  /**
   * Notes, once attempts have changed, where others may have become or ceased to be the first of their learner: the first
   * of those that did not change.
   *
   * @param changed the SELECT of the ids of those that did
   */
  async noteFirstAttempts(changed: string): Promise<void> {
    if (this.#groups.size === 0) return;
    const columns = group.map((_, place) => [...this.#groups.values()].map((values) => values[place]!));
    await this.noteTimes(
      facts.attempt.name,
      `SELECT first.course_id, first.time FROM unnest($2::text[], $3::text[], $4::text[]) AS own (${group.join(', ')})
       CROSS JOIN LATERAL (SELECT attempt.course_id, min(attempt.completed_at) AS time FROM attempt
         WHERE attempt.tenant_id = $1 AND ${group.map((column) => `attempt.${column} = own.${column} COLLATE "C"`).join(' AND ')}
           AND attempt.attempt_id NOT IN (${changed}) GROUP BY attempt.course_id) AS first`,
      columns,
    );
    this.#groups.clear();
  }

  /**
   * Notes that a fact has changed in the hours that a SELECT of `course_id` and `time` (milliseconds, or null) gives; `$1`
   * is the tenant.
   */
  async noteTimes(factName: string, select: string, values: readonly unknown[] = []): Promise<void> {
    const { rows } = await this.#client.query(hoursSelect(select), [this.#tenantId, ...values]);
    for (const { course_id, quarter } of rows) this.#changed.add(course_id, Number(quarter), bitsOf([factName]));
  }

  /** Notes that a fact has changed in hours of courses. */
  noteHours(factName: string, hours: readonly ChangedHour[]): void {
    for (const { courseId, quarter } of hours) this.#changed.add(courseId, quarter, bitsOf([factName]));
  }

  /**
   * Writes down what was noted, in rows of their own: no writer waits for another.
   *
   * @param isStaged whether all events that were noted are staged still: then it is noted as well what was added
   */
  async write({ isStaged }: { isStaged: boolean }): Promise<void> {
    const added = this.#added.list;
    const latest = added.reduce((last, { quarter }) => Math.max(last, quarter), 0);
    const first = isStaged ? latest - (HOURS_ADDED - 1) * QUARTERS_AN_HOUR : Number.POSITIVE_INFINITY;
    for (const { courseId, quarter, facts } of added) if (quarter < first) this.#changed.add(courseId, quarter, facts);
    await this.#writeChanged();
    if (isStaged && added.length > 0) await this.#writeAdded(first);
  }

  async #writeChanged(): Promise<void> {
    const hours = this.#changed.list;
    if (hours.length === 0) return;
    const columns = [
      hours.map(({ quarter }) => quarter),
      hours.map(({ courseId }) => courseId),
      hours.map(({ facts }) => facts),
    ];
    await this.#client.query(
      `INSERT INTO dirty_hour (tenant_id, quarter, course_id, batch, facts)
       SELECT $1, own.quarter, own.course_id, $2::bigint, own.facts
       FROM unnest($3::integer[], $4::text[], $5::smallint[]) AS own (quarter, course_id, facts)`,
      [this.#tenantId, this.#mark, ...columns],
    );
  }

  /**
   * Of a learner who has no number, no set can be made yet: then the hour has changed, all of it.
   *
   * @param first the quarter hour from which on it is noted
   */
  async #writeAdded(first: number): Promise<void> {
    const rows = `SELECT ${postgresDialect.quarterOf('occurred_at')} AS quarter, course_id, user_id, sum(count) AS count,
      sum(duration_ms) AS duration_ms FROM staged
      WHERE tenant_id = $1 AND occurred_at >= $3 AND ${isOneOf(activityFact.of)}
      GROUP BY 1, 2, 3, kind, coalesce(module_id, '')`;
    const learners = `SELECT quarter, course_id, user_id, count(*) AS rows, sum(count) AS count, sum(duration_ms) AS duration_ms
      FROM (${rows}) AS activity GROUP BY 1, 2, 3`;
    const quarters = `SELECT quarter, course_id, count(number) = count(*) AS is_known, sum(rows) AS rows, sum(count) AS count,
      coalesce(sum(duration_ms), 0) AS duration_ms, string_agg(number::text, ',') AS learners
      FROM (${learners}) AS own${postgresDialect.lookUpOne('learner_number', 's.tenant_id = $1 AND s.user_id = own.user_id')}
      GROUP BY quarter, course_id`;
    const hours = `SELECT *, bool_and(is_known) OVER (PARTITION BY course_id, quarter / ${QUARTERS_AN_HOUR}) AS adds
      FROM (${quarters}) AS known`;
    const place = `CASE WHEN adds THEN quarter ELSE quarter - quarter % ${QUARTERS_AN_HOUR} END`;
    // Where the hour that begins here is noted as changed, its activity has changed as well.
    await this.#client.query(
      `INSERT INTO dirty_hour (tenant_id, quarter, course_id, batch, facts, adds, activity_rows, activities,
         activity_duration, learners)
       SELECT DISTINCT ON (place, course_id) $1, place, course_id, $2::bigint, ${bitsOf([activityFact.name])}, adds, rows,
         count, duration_ms, learners FROM (SELECT *, ${place} AS place FROM (${hours}) AS hour) AS added
       ON CONFLICT (tenant_id, quarter, course_id, batch) DO UPDATE SET facts = dirty_hour.facts | excluded.facts`,
      [this.#tenantId, this.#mark, first * QUARTER_HOUR_MS],
    );
  }
}

/** The SELECT of the hours, by course and first quarter hour, of a SELECT of `course_id` and `time` (or null). */
function hoursSelect(times: string): string {
  return `SELECT DISTINCT course_id, time / ${HOUR_MS} * ${QUARTERS_AN_HOUR} AS quarter FROM (${times}) AS counted
    WHERE time IS NOT NULL`;
}

/** Whether events of a type are added to the sums of activity. */
export function isActivity(type: EventType): boolean {
  return (activityFact.of as readonly EventType[]).includes(type);
}

/** The number of the facts that events of a type change. */
function bitsOfType(type: EventType): number {
  const known = bitsOfTypes.get(type);
  if (known !== undefined) return known;
  const changed = [...Object.values(facts), activityFact].filter(({ of }) =>
    (of as readonly EventType[]).includes(type),
  );
  const sum = bitsOf(changed.map(({ name }) => name));
  bitsOfTypes.set(type, sum);
  return sum;
}
const bitsOfTypes = new Map<EventType, number>();

/** Hours of courses, and which facts have changed in each. */
class NotedHours {
  /** By course and first quarter hour. */
  readonly #hours = new Map<string, Map<number, number>>();

  get list(): (ChangedHour & { facts: number })[] {
    return [...this.#hours].flatMap(([courseId, hours]) =>
      [...hours].map(([quarter, facts]) => ({ courseId, quarter, facts })),
    );
  }

  add(courseId: string, quarter: number, facts: number): void {
    if (facts === 0) return; // of no fact that is counted
    const hours = this.#hours.get(courseId) ?? new Map<number, number>();
    this.#hours.set(courseId, hours.set(quarter, (hours.get(quarter) ?? 0) | facts));
  }
}
