import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everySubject } from '../../../conformance/suite/subjects.js';
import { inTenant } from '../../../conformance/suite/test-cases.js';
import { createAnalytics } from '../../analytics.js';
import { AnalyticsError } from '../../errors.js';
import { generateSampleTerm } from '../../sample-term/index.js';
import { type Client, pg } from './client.js';
import { openPostgresStore } from './postgres-store.js';
import { SCHEMA } from './schema.js';
import { type RecordedStatement, StatementRecorder } from './testing/recorded-statements.js';
import { TestDatabases, testServerUrl } from './testing/test-server.js';

const now = new Date('2026-05-01T00:00:00Z');
const later = new Date('2026-07-01T00:00:00Z');
const TENANTS = ['north', 'south'];

/** A transaction of one connection, or one statement outside of any. */
interface Transaction {
  readonly isOpen: boolean;
  readonly statements: readonly RecordedStatement[];
}

/** What the store sends must run on a database that is distributed by tenant, and behind a pooler: see docs/postgresql.md. */
describe.skipIf(testServerUrl === undefined)(
  'every statement of ingest, questions, documents, erasure, rollups, closed periods and removal',
  () => {
    const databases = new TestDatabases();
    const recorder = new StatementRecorder();
    let url: string;
    let transactions: readonly Transaction[];
    let statements: readonly RecordedStatement[];

    beforeAll(async () => {
      url = await databases.create();
      recorder.start();
      try {
        await useEverything(url);
      } finally {
        recorder.stop();
      }
      transactions = recorder.sessions.flatMap(transactionsOf);
      statements = transactions.flatMap((transaction) => transaction.statements);
    }, 300_000);
    afterAll(() => databases.drop());

    const those = (isWrong: (text: string) => boolean) =>
      statements.map(({ text }) => withoutLiterals(text)).filter(isWrong);

    it('is seen here', () => {
      const some = [
        'INSERT INTO raw_event',
        'COPY staged',
        'DELETE FROM event_identity',
        'DELETE FROM tombstone',
        'VACUUM ',
        'INSERT INTO shared_attempt',
        'INSERT INTO dirty_hour',
        'INSERT INTO rollup ',
        'INSERT INTO active_day',
        'DELETE FROM dirty_hour',
        'INSERT INTO closed_period',
        'INSERT INTO outbox ',
        'DELETE FROM raw_event WHERE tenant_id = $1 AND received_at',
        'DROP TABLE lms_analytics.raw_event_',
        'DELETE FROM activity AS own',
        'INSERT INTO removed_activity',
        'DELETE FROM removed_active_day AS own USING',
        'WITH ',
      ];
      for (const part of some)
        expect(
          those((text) => text.includes(part)),
          part,
        ).not.toEqual([]);
    });

    it('is one statement a call, but for what begins a transaction, without a name', () => {
      expect(those((text) => text.trimEnd().replace(/;$/, '').includes(';'))).toEqual([]);
      expect(statements.filter(({ name }) => name !== undefined)).toEqual([]);
    });

    it('leaves nothing behind in the session', () => {
      const left = [
        /^SET (?!LOCAL |TRANSACTION )/i,
        /^(LISTEN|LOAD|PREPARE|DISCARD|RESET)\b/i,
        /\bset_config\b/i,
        /\bWITH HOLD\b/i,
        /\bpg_(try_)?advisory_lock\b/i,
        /^CREATE TEMP(?!.* ON COMMIT DROP$)/is,
      ];
      expect(those((text) => left.some((pattern) => pattern.test(text)))).toEqual([]);
    });

    it('binds the clock', () => {
      const clocks =
        /\b(now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\(|\b(CURRENT|LOCAL)_(TIME|DATE)/i;
      expect(those((text) => clocks.test(text))).toEqual([]);
    });

    it('writes at its top, not inside of WITH', () => {
      expect(those((text) => /\(\s*(INSERT INTO|UPDATE|DELETE FROM)\b/i.test(text))).toEqual([]);
    });

    it('is of one tenant a transaction', () => {
      const several = transactions.filter(({ statements }) => new Set(statements.flatMap(tenantSet)).size > 1);
      expect(several).toEqual([]);
    });

    it('takes an advisory lock only where tables are made, or dropped', () => {
      const locked = transactions.filter(({ statements }) => statements.some(({ text }) => /advisory/.test(text)));
      const made = /^(BEGIN|COMMIT|CREATE TABLE|ALTER TABLE|SELECT pg_advisory_xact_lock|SELECT EXISTS)/;
      const dropped = /^(SET LOCAL lock_timeout|LOCK TABLE ONLY|SELECT pg_relation_size|DROP TABLE)/;
      const others = locked.flatMap((each) => each.statements).map(({ text }) => text);
      expect(others.filter((text) => !made.test(text) && !dropped.test(text))).toEqual([]);
      expect(locked.length).toBeGreaterThan(0);
    });

    // The server plans each of them: whatever it reads of a table of tenants, it must be able to read of one tenant alone.
    it('says its tenant for every table that it reads', async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      try {
        const reads = new ReadsOfTenants(client, await tablesOfTenants(client));
        const problems: string[] = [];
        for (const transaction of transactions) problems.push(...(await reads.problemsOf(transaction)));
        expect(problems).toEqual([]);
        expect(reads.seen).toBeGreaterThan(500);
      } finally {
        await client.end();
      }
    }, 300_000);
  },
);

/** Everything that a store is asked to do: a term of two tenants, every case of the suite, documents, the status. */
async function useEverything(url: string): Promise<void> {
  let clock = now;
  const store = await openPostgresStore({ url, erasureKey: 'a secret of the tests', statementTimeoutMs: 60_000 });
  const analytics = createAnalytics({ store, clock: () => clock });
  const term = [...generateSampleTerm({ learners: 3, startsAt: new Date('2026-01-05T00:00:00Z') })];
  for (const tenantId of TENANTS) await analytics.ingest(term, { tenantId, batchSize: 500 });
  for (const tenantId of TENANTS) {
    await analytics.dashboard({ tenantId });
    await analytics.status(tenantId);
    await analytics.setSetting('time-zone', 'Europe/Paris', tenantId);
    await analytics.savedReports.save('mine', { metrics: ['enrollments'], last: 'all' }, tenantId);
    await analytics.savedReports.delete('mine', tenantId);
    for await (const { batches } of store.facts(tenantId)) for await (const _ of batches);
    await analytics.verify({ tenantId });
    await analytics.ingest(erasureOf(term), { tenantId });
    await analytics.learners.erase('another', tenantId);
    await analytics.learners.export('another', tenantId);
    await analytics.learners.restore('another', tenantId);
  }
  for (const tenantId of TENANTS) {
    for await (const _ of analytics.backfill({ tenantId }));
    const late = term.slice(0, 200).map((event) => ({ ...event, id: `late ${event.id}` }));
    await analytics.ingest([...late, ...erasureOf(late)], { tenantId });
    await analytics.dashboard({ tenantId, last: 'all' });
    await analytics.verify({ tenantId });
  }
  await analytics.refresh();
  for await (const _ of analytics.periods.close({ grains: ['month'] }));
  for (const tenantId of TENANTS) {
    for (const { grain, start } of await analytics.periods.list({ tenantId }))
      await analytics.periods.show({ tenantId, grain, start });
    await store.outbox(tenantId, 0);
  }
  for (const tenantId of TENANTS) await analytics.dashboard({ tenantId, last: 'all' });
  await analytics.setSetting('time-zone', 'UTC', 'north');
  for await (const _ of analytics.backfill({ tenantId: 'north' }));
  clock = later;
  for (const tenantId of TENANTS) {
    await analytics.removeActivity({ tenantId, before: '2026-03-01' });
    const again = term.slice(0, 200).map((event) => ({ ...event, id: `again ${event.id}` }));
    const of = erasureOf(term.filter(({ type }) => type.startsWith('A')).reverse());
    await analytics.ingest([...again, ...of.slice(1, 2)], { tenantId });
    await analytics.dashboard({ tenantId, from: '2026-01-05', to: '2026-03-01' });
    await analytics.refresh({ tenantId });
    await analytics.verify({ tenantId });
    await analytics.removeRawEvents({ tenantId, before: later.toISOString() });
    await analytics.verify({ tenantId });
  }
  clock = now;
  const cases = Object.values(everySubject).flatMap((some) => some.map((each) => inTenant(each, 'cases')));
  const lastOf = (moments: readonly Date[]) => new Date(Math.max(...moments.map(Number)));
  clock = lastOf(cases.map((each) => new Date(each.now ?? now)));
  await analytics.ingest(cases.flatMap(({ events }) => events));
  for (const { question } of cases) {
    await analytics.query(question as never).catch((error) => {
      if (!(error instanceof AnalyticsError)) throw error; // some cases are questions that are refused
    });
  }
  await analytics.close();
}

/** The erasure of a learner with an attempt that an event of another one names as well, and an event that comes too late. */
function erasureOf(term: readonly { readonly type: string; readonly data: object }[]) {
  const started = term.find(({ type }) => type === 'AssessmentStarted')!;
  const { userId } = started.data as { userId: string };
  return [
    { ...started, id: 'shared', data: { ...started.data, userId: 'another' } },
    { id: 'erasure', type: 'UserDeleted', occurredAt: now.toISOString(), data: { userId } },
    { ...started, id: 'late' },
  ];
}

function transactionsOf(session: readonly RecordedStatement[]): Transaction[] {
  const transactions: { isOpen: boolean; statements: RecordedStatement[] }[] = [];
  for (const statement of session) {
    const last = transactions.at(-1);
    if (statement.text === 'BEGIN' || !last?.isOpen) {
      transactions.push({ isOpen: statement.text === 'BEGIN', statements: [statement] });
      continue;
    }
    last.statements.push(statement);
    if (['COMMIT', 'ROLLBACK'].includes(statement.text)) last.isOpen = false;
  }
  return transactions;
}

function withoutLiterals(text: string): string {
  return text.replace(/'(?:[^']|'')*'/g, `''`);
}

/** The tenant that a statement sets for its transaction. */
function tenantSet({ text }: RecordedStatement): string[] {
  const [, literal] = new RegExp(`^SET LOCAL ${SCHEMA}\\.tenant = '((?:[^']|'')*)'$`).exec(text) ?? [];
  return literal === undefined ? [] : [literal.replaceAll(`''`, `'`)];
}

interface PlanNode {
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly PlanNode[];
  readonly [property: string]: unknown;
}

/** Asks the server how it would run statements, and what it reads of tables that belong to tenants. */
class ReadsOfTenants {
  /** How many such reads were looked at. */
  seen = 0;
  readonly #client: Client;
  readonly #tables: ReadonlySet<string>;
  readonly #known = new Set<string>();

  constructor(client: Client, tables: ReadonlySet<string>) {
    this.#client = client;
    this.#tables = tables;
  }

  /** What of a transaction reads more than its tenant. */
  async problemsOf({ statements }: Transaction): Promise<string[]> {
    const problems: string[] = [];
    const [tenantId] = statements.flatMap(tenantSet);
    const made = statements.filter(({ text }) => /^CREATE TEMP/.test(text)).map(({ text }) => text);
    for (const { text, values } of statements) {
      if (!/^(SELECT|WITH|INSERT|UPDATE|DELETE)\b/.test(text) || this.#known.has(text)) continue;
      this.#known.add(text);
      const reads = await this.#reads({ text, values }, made);
      this.seen += reads.length;
      if (reads.some((read) => !isOf(tenantId, read))) problems.push(`${text}\n${JSON.stringify(reads, null, 1)}`);
    }
    return problems;
  }

  async #reads({ text, values }: RecordedStatement, made: readonly string[]): Promise<PlanNode[]> {
    await this.#client.query('BEGIN');
    try {
      await this.#client.query(`SET LOCAL search_path = ${SCHEMA}, pg_temp`);
      for (const table of made) await this.#client.query(table);
      const { rows } = await this.#client.query(`EXPLAIN (FORMAT JSON) ${text}`, [...values]);
      return scansOf(rows[0]['QUERY PLAN'][0].Plan).filter((scan) => this.#tables.has(scan['Relation Name']!));
    } finally {
      await this.#client.query('ROLLBACK');
    }
  }
}

/** The tables of the schema that belong to tenants, partitions as well. */
async function tablesOfTenants(client: Client): Promise<ReadonlySet<string>> {
  const { rows } = await client.query(
    `SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
     WHERE relnamespace = $1::regnamespace AND attname = 'tenant_id' AND relkind IN ('r', 'p')`,
    [SCHEMA],
  );
  return new Set(rows.map(({ relname }) => relname));
}

/** The parts of a plan that read a table. */
function scansOf(node: PlanNode): PlanNode[] {
  const { Plans = [], ...own } = node;
  const isScan = own['Relation Name'] !== undefined && own['Node Type'] !== 'ModifyTable';
  return [...(isScan ? [own] : []), ...Plans.flatMap(scansOf)];
}

/** Whether a part of a plan reads only rows of a tenant. What is for all of them finds them in `tenant`, in no transaction. */
function isOf(tenantId: string | undefined, scan: PlanNode): boolean {
  const conditions = ['Index Cond', 'Recheck Cond', 'Filter'].map((name) => scan[name]);
  const own = `tenant_id = '${tenantId}'::text`;
  if (tenantId === undefined) return scan['Relation Name'] === 'tenant';
  return conditions.some((condition) => String(condition).includes(own));
}
