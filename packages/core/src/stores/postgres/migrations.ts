import { firstTables, text } from './first-tables.js';
import { SCHEMA } from './schema.js';

/** A step of the schema: a number that never changes its meaning, and the statements that take it. */
interface Migration {
  readonly version: number;
  readonly statements: readonly string[];
}

const tenant = `tenant_id ${text} NOT NULL`;

/**
 * The tenant of the transaction is the only one that it sees, whoever wrote the query. What the wall asks since the third
 * step, `raiseWalls` says.
 */
function withTenantWall(table: string): string[] {
  const own = `tenant_id = current_setting('${SCHEMA}.tenant', true)`;
  return [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
    `CREATE POLICY own_tenant ON ${table} USING (${own}) WITH CHECK (${own})`,
  ];
}

/** The times of facts that rollups count at. */
const countedTimes = [
  ['learner', 'created_at'],
  ['enrollment', 'enrolled_at'],
  ['enrollment', 'completed_at'],
  ['enrollment_event', 'occurred_at'],
  ['enrollment_span', 'since'],
  ['enrollment_span', 'until'],
  ['module_completion', 'completed_at'],
  ['attempt', 'started_at'],
  ['attempt', 'completed_at'],
] as const;

/**
 * The index of a time, for those who ask for a stretch of it, which is never null. Whoever looks a key up does not say so,
 * and takes the primary key: without the condition a table that has no statistics yet was searched by course instead.
 */
function timeIndex([table, time]: (typeof countedTimes)[number]): string {
  // Those of enrollments are looked for in all courses as well: there are few of them in a course and stretch of time.
  const [first, second] = table.startsWith('enrollment') ? [time, 'course_id'] : ['course_id', time];
  const columns = table === 'learner' ? ['tenant_id', time] : ['tenant_id', first, second];
  return `CREATE INDEX ${table}_by_${time} ON ${table} (${columns.join(', ')}) WHERE ${time} IS NOT NULL`;
}

const views = [
  // A sum has a row for no module as well: its key has an empty text there, which no module is named.
  `CREATE VIEW activity WITH (security_invoker = true) AS
    SELECT tenant_id, user_id, course_id, quarter, kind, nullif(module_id, '') AS module_id, count, duration_ms
    FROM activity_sum`,
  `CREATE VIEW module WITH (security_invoker = true) AS
    SELECT course.tenant_id, course.course_id, (entry ->> 'module') COLLATE "C" AS module_id,
      (entry ->> 'title') COLLATE "C" AS title, place
    FROM course CROSS JOIN LATERAL json_array_elements(course.modules::json) WITH ORDINALITY AS listed (entry, place)
    WHERE course.modules IS NOT NULL
    UNION ALL
    SELECT seen.tenant_id, seen.course_id, seen.module_id, NULL,
      row_number() OVER (PARTITION BY seen.tenant_id, seen.course_id ORDER BY seen.module_id)
    FROM (SELECT DISTINCT tenant_id, course_id, module_id FROM module_completion) AS seen
    WHERE NOT EXISTS (SELECT FROM course WHERE course.tenant_id = seen.tenant_id
      AND course.course_id = seen.course_id AND course.modules IS NOT NULL)`,
];

/**
 * The schema, step by step. A step that has been released is never edited: a change is a further step. The views of facts
 * and what the walls ask are made anew after the last step; a change of them needs a step, if an empty one.
 */
export const migrations: readonly Migration[] = [
  {
    version: 1,
    statements: [
      // The tenants that there are: what must walk all of them finds them here, and writers lock their row.
      `CREATE TABLE tenant (${tenant}, PRIMARY KEY (tenant_id))`,
      ...Object.entries(firstTables).flatMap(([name, { columns, key }]) => [
        `CREATE TABLE ${name} (${tenant}, ${columns}, PRIMARY KEY (tenant_id, ${key}))`,
        ...withTenantWall(name),
      ]),
      `CREATE TABLE raw_event (
        ${tenant}, received_at bigint NOT NULL, id ${text} NOT NULL, occurred_at bigint NOT NULL, type ${text} NOT NULL,
        user_id ${text}, text text NOT NULL, PRIMARY KEY (tenant_id, received_at, id))
        PARTITION BY RANGE (received_at)`,
      ...withTenantWall('raw_event'),
      'CREATE INDEX attempt_by_learner ON attempt (tenant_id, user_id, course_id)',
      'CREATE INDEX activity_sum_by_learner ON activity_sum (tenant_id, user_id, course_id)',
      ...views,
    ],
  },
  {
    version: 2,
    statements: [
      // Whoever migrates owns the tables, and sees every tenant's rows only while the wall does not stand for owners.
      ...['learner_event', 'learner'].map((table) => `ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`),
      `CREATE TABLE learner_personal_event (${tenant}, user_id ${text} NOT NULL, occurred_at bigint NOT NULL,
        id ${text} NOT NULL, type ${text} NOT NULL, email ${text}, name ${text},
        PRIMARY KEY (tenant_id, user_id, occurred_at, id))`,
      `INSERT INTO learner_personal_event (tenant_id, user_id, occurred_at, id, type, email, name)
        SELECT tenant_id, user_id, occurred_at, id, type, email, name FROM learner_event
        WHERE email IS NOT NULL OR name IS NOT NULL`,
      `CREATE TABLE learner_personal (${tenant}, user_id ${text} NOT NULL, email ${text}, name ${text},
        PRIMARY KEY (tenant_id, user_id))`,
      `INSERT INTO learner_personal (tenant_id, user_id, email, name)
        SELECT tenant_id, user_id, email, name FROM learner WHERE email IS NOT NULL OR name IS NOT NULL`,
      ...['learner_event', 'learner'].flatMap((table) => [
        `ALTER TABLE ${table} DROP COLUMN email, DROP COLUMN name`,
        `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
      ]),
      ...['learner_personal_event', 'learner_personal'].flatMap(withTenantWall),
      // What tells the key of the tombstones of a tenant again: see keyCheckOf.
      `ALTER TABLE tenant ADD COLUMN erasure_key_check ${text}`,
    ],
  },
  {
    version: 3,
    statements: [
      // By role alone: a policy looks up who asks, and finds one tenant or none. On Citus it would be a reference table.
      `CREATE TABLE reader (role_name name NOT NULL, ${tenant}, PRIMARY KEY (role_name))`,
      'ALTER TABLE reader ENABLE ROW LEVEL SECURITY',
      'CREATE POLICY own_row ON reader FOR SELECT USING (role_name = current_user)',
      // Policies read it as whoever asks; who may not use the schema does not get here.
      'GRANT SELECT ON reader TO PUBLIC',
    ],
  },
  {
    // A batch adds rows of its own to the sums of activity: their key is where they lie, and which batch they are of.
    version: 4,
    statements: [
      'ALTER TABLE activity_sum NO FORCE ROW LEVEL SECURITY', // who migrates is to see the rows of all tenants
      'ALTER TABLE activity_sum ADD COLUMN batch bigint NOT NULL DEFAULT 0, ADD COLUMN seq integer NOT NULL DEFAULT 0',
      `UPDATE activity_sum AS own SET seq = numbered.seq
       FROM (SELECT ctid, row_number() OVER (PARTITION BY tenant_id, quarter, course_id) AS seq FROM activity_sum)
         AS numbered
       WHERE own.ctid = numbered.ctid`,
      `ALTER TABLE activity_sum DROP CONSTRAINT activity_sum_pkey, ALTER COLUMN batch DROP DEFAULT,
         ALTER COLUMN seq DROP DEFAULT, ADD PRIMARY KEY (tenant_id, quarter, course_id, batch, seq)`,
      'ALTER TABLE activity_sum FORCE ROW LEVEL SECURITY',
    ],
  },
  {
    version: 5,
    // The ids of the longest events are longer together than an entry of an index may be. That an event is there once is
    // known from its identity: here its row needs only a key.
    statements: Object.entries({ enrollment_event: '', module_completion_event: 'module_id, ' }).map(
      ([table, more]) => `ALTER TABLE ${table} DROP CONSTRAINT ${table}_pkey,
        ADD COLUMN entry bigint GENERATED ALWAYS AS IDENTITY,
        ADD PRIMARY KEY (tenant_id, user_id, course_id, ${more}occurred_at, entry)`,
    ),
  },
  {
    version: 6,
    statements: [
      // Whether the changes of a tenant are noted in dirty_hour: those of one that has rollups, or is being given them.
      'ALTER TABLE tenant ADD COLUMN notes_changes boolean NOT NULL DEFAULT false',
      // What is of no course has an empty one, which no course is named. Batches add rows of their own.
      `CREATE TABLE dirty_hour (${tenant}, quarter integer NOT NULL, course_id ${text} NOT NULL, batch bigint NOT NULL,
        PRIMARY KEY (tenant_id, quarter, course_id, batch))`,
      // Who makes rollups of a tenant has locked rows: see RollupTurn.
      `CREATE TABLE rollup_turn (${tenant}, part ${text} NOT NULL, PRIMARY KEY (tenant_id, part))`,
      // The grains are 1: hours, 2: days, 3: months.
      `CREATE TABLE rollup (${tenant}, grain smallint NOT NULL, quarter integer NOT NULL, course_id ${text} NOT NULL,
        learners bigint NOT NULL, enrollments bigint NOT NULL, enrollments_completed bigint NOT NULL,
        enrollments_withdrawn bigint NOT NULL, completions bigint NOT NULL, final_scores bigint NOT NULL,
        final_score_sum numeric NOT NULL, withdrawals bigint NOT NULL, reenrollments bigint NOT NULL,
        current_enrollments bigint NOT NULL, module_completions bigint NOT NULL, attempts_started bigint NOT NULL,
        attempts_abandoned bigint NOT NULL, attempts_completed bigint NOT NULL, scores bigint NOT NULL,
        score_sum numeric NOT NULL, score_squares numeric NOT NULL, outcomes bigint NOT NULL, passes bigint NOT NULL,
        first_scores bigint NOT NULL, first_score_sum numeric NOT NULL, first_score_squares numeric NOT NULL,
        first_outcomes bigint NOT NULL, first_passes bigint NOT NULL, activity_rows bigint NOT NULL,
        activities numeric NOT NULL, activity_duration numeric NOT NULL,
        PRIMARY KEY (tenant_id, grain, quarter, course_id))`,
      // A number is given once: the row of an erased learner stays, without the id.
      `CREATE TABLE learner_number (${tenant}, number bigint NOT NULL, user_id ${text}, PRIMARY KEY (tenant_id, number),
        UNIQUE (tenant_id, user_id))`,
      // The learners of a day in a course (1), or in all of them (0): numbers, as a bitmap.
      `CREATE TABLE active_day (${tenant}, scope smallint NOT NULL, quarter integer NOT NULL, course_id ${text} NOT NULL,
        learners ${text} NOT NULL, PRIMARY KEY (tenant_id, scope, quarter, course_id))`,
      ...['dirty_hour', 'rollup_turn', 'rollup', 'learner_number', 'active_day'].flatMap(withTenantWall),
      // A piece of a course, an hour or a day, is counted from these alone.
      ...countedTimes.map(timeIndex),
      // Few enrollments have had a completion revoked: those for which an earlier moment may have known otherwise.
      ...['enrollment', 'enrollment_span'].map(
        (table) => `CREATE INDEX ${table}_revoked ON ${table} (tenant_id) WHERE revoked_at IS NOT NULL`,
      ),
    ],
  },
  {
    version: 7,
    statements: [
      // Which of its grain a period is: the local date of its start, of an hour its start in UTC. See closed-period.ts.
      `CREATE TABLE closed_period (${tenant}, grain ${text} NOT NULL, period ${text} NOT NULL, from_ms bigint NOT NULL,
        to_ms bigint NOT NULL, time_zone ${text} NOT NULL, closed_at bigint NOT NULL, summary text NOT NULL,
        PRIMARY KEY (tenant_id, grain, period))`,
      `CREATE TABLE outbox_sequence (${tenant}, last bigint NOT NULL, PRIMARY KEY (tenant_id))`,
      `CREATE TABLE outbox (${tenant}, sequence bigint NOT NULL, type ${text} NOT NULL, body text NOT NULL,
        created_at bigint NOT NULL, PRIMARY KEY (tenant_id, sequence))`,
      ...['closed_period', 'outbox_sequence', 'outbox'].flatMap(withTenantWall),
      // What is closed stays as it is: the wall lets nobody change or remove it, the owner of the tables neither.
      ...['UPDATE', 'DELETE'].map(
        (change) =>
          `CREATE POLICY no_${change.toLowerCase()} ON closed_period AS RESTRICTIVE FOR ${change} USING (false)`,
      ),
    ],
  },
  {
    version: 8,
    statements: [
      // What is left of recorded activity that was removed: its sums, and the learners of its local days, as bitmaps.
      `CREATE TABLE removed_activity (${tenant}, quarter integer NOT NULL, course_id ${text} NOT NULL,
        count bigint NOT NULL, duration_ms bigint NOT NULL, PRIMARY KEY (tenant_id, quarter, course_id))`,
      `CREATE TABLE removed_active_day (${tenant}, quarter integer NOT NULL, course_id ${text} NOT NULL,
        learners ${text} NOT NULL, PRIMARY KEY (tenant_id, quarter, course_id))`,
      ...['removed_activity', 'removed_active_day'].flatMap(withTenantWall),
    ],
  },
  {
    version: 9,
    statements: [
      // Whether a batch did nothing in an hour of a course but add activity, and what it added to a quarter hour. Rollups and
      // this together are what facts are. Activity has the mark of its batch too: rollups leave out what is noted so.
      `ALTER TABLE dirty_hour ADD COLUMN adds boolean NOT NULL DEFAULT false, ADD COLUMN activity_rows bigint,
         ADD COLUMN activities bigint, ADD COLUMN activity_duration bigint, ADD COLUMN learners text`,
      `ALTER TABLE dirty_hour DROP CONSTRAINT dirty_hour_pkey,
         ADD PRIMARY KEY (tenant_id, quarter, course_id, batch) INCLUDE (adds)`,
      `CREATE VIEW settled_activity WITH (security_invoker = true) AS
        SELECT own.tenant_id, own.user_id, own.course_id, own.quarter, own.count, own.duration_ms FROM activity_sum AS own
        WHERE NOT EXISTS (SELECT FROM dirty_hour WHERE dirty_hour.tenant_id = own.tenant_id
          AND dirty_hour.quarter = own.quarter AND dirty_hour.course_id = own.course_id
          AND dirty_hour.batch = own.batch AND dirty_hour.adds)`,
    ],
  },
  {
    version: 10,
    statements: [
      // Which facts have changed, or were added: see noted-facts.ts. Of what was noted before, that is not known.
      'ALTER TABLE dirty_hour ADD COLUMN facts smallint NOT NULL DEFAULT 31',
      `ALTER TABLE dirty_hour ALTER COLUMN facts DROP DEFAULT, DROP CONSTRAINT dirty_hour_pkey,
         ADD PRIMARY KEY (tenant_id, quarter, course_id, batch) INCLUDE (adds, facts)`,
      // What is enrolled at a moment is what changed at any time before it: few of the notes are of that.
      'CREATE INDEX dirty_hour_enrollment ON dirty_hour (tenant_id, course_id, quarter) WHERE (facts & 2) <> 0',
    ],
  },
];

/** The version of the schema that this code reads and writes. */
export const SCHEMA_VERSION = Math.max(...migrations.map(({ version }) => version));
