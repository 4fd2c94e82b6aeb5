import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FoldedTable, foldedTables } from '../../src/facts/folded-tables.js';
import type { ShownType } from '../../src/facts/shown-columns.js';
import { type Analytics, type AnalyticsStore, createAnalytics } from '../../src/index.js';
import { learnerSetOf } from '../../src/rollups/learner-set.js';
import type { StoredValue } from '../../src/stores/analytics-store.js';
import { ofTenant } from '../cases/events.js';
import { exportedBatches, now } from '../cases/exported-facts.js';

/** A store whose tables can be altered behind its back. */
export interface AlterableStore {
  readonly store: AnalyticsStore;
  /** Runs a statement on the tables. */
  readonly run: (sql: string) => Promise<unknown>;
  /** The name that the rows of a table are kept under. */
  readonly nameOf: (table: string) => string;
  /** The columns that this store alone has in a table, and may not be null: of each the value of a copied row. */
  readonly ownColumnsOf: (table: string) => Readonly<Record<string, string>>;
  /** Stores the first raw event of the tenant a second time. */
  readonly repeatRawEvent: string;
}

const tenantId = 'altered';
const tableNames = foldedTables.map(({ name }) => name);

/** A row that is there: the condition that finds it, and its values. */
interface FoundRow {
  readonly table: FoldedTable;
  readonly where: string;
  readonly values: readonly StoredValue[];
}

/** A difference between a store and its raw events is found, whatever it is. */
export function testAlteration(open: () => Promise<AlterableStore>): void {
  describe('a verification of a store that was altered', () => {
    let altered: AlterableStore;
    let analytics: Analytics;
    let found: readonly FoundRow[];
    beforeAll(async () => {
      altered = await open();
      analytics = createAnalytics({ store: altered.store, clock: () => new Date(now) });
    });
    afterAll(() => analytics.close());

    /** Fills the tenant, alters it, and looks at the differences; what was altered is of the tenant of this test. */
    const verifyAltered = async (alter: (row: FoundRow) => Promise<unknown>) => {
      await clear();
      for (const batch of exportedBatches) await analytics.ingest(batch.map((event) => ofTenant(tenantId, event)));
      found = await Promise.all(foldedTables.map((table) => firstRow(altered.store, table)));
      for (const row of found) await alter(row);
      return analytics.verify({ tenantId });
    };
    const clear = async () => {
      for (const table of ['raw_event', ...tableNames]) await run(`DELETE FROM ${nameOf(table)} WHERE ${own}`);
    };
    const { run, nameOf } = {
      run: (sql: string) => altered.run(sql),
      nameOf: (table: string) => altered.nameOf(table),
    };
    const own = `tenant_id = '${tenantId}'`;

    it('is clean before', async () => {
      const { differences, events, tables } = await verifyAltered(async () => undefined);
      expect({ differences, events }).toEqual({ differences: [], events: exportedBatches.flat().length });
      expect(tables.filter(({ rows }) => rows === 0)).toEqual([]); // there is something in every table
    });

    it('finds a row that was removed, in every table', async () => {
      const { differences, differenceCount, isClean } = await verifyAltered(({ table, where }) =>
        run(`DELETE FROM ${nameOf(table.name)} WHERE ${where}`),
      );
      expect({ differenceCount, isClean }).toEqual({ differenceCount: tableNames.length, isClean: false });
      expect(differences.map(({ table }) => table)).toEqual(tableNames);
      for (const [place, difference] of differences.entries())
        expect(difference).toEqual({ ...difference, kind: 'missing', key: keyOf(found[place]!), columns: [] });
    });

    it('finds a row that was added, in every table', async () => {
      const { differences } = await verifyAltered(({ table, where }) => {
        const columns = [...Object.keys(table.key), ...Object.keys(table.columns)];
        const [changed] = Object.keys(table.key).slice(-1) as [string];
        const copied = Object.fromEntries(['tenant_id', ...columns].map((column) => [column, column]));
        const own = altered.ownColumnsOf(table.name);
        const values = { ...copied, ...own, [changed]: otherValue(changed, table.key[changed]!) };
        const name = nameOf(table.name);
        const select = `SELECT ${Object.values(values).join(', ')} FROM ${name} WHERE ${where}`;
        return run(`INSERT INTO ${name} (${Object.keys(values).join(', ')}) ${select}`);
      });
      expect(differences.map(({ table, kind }) => [table, kind])).toEqual(tableNames.map((name) => [name, 'extra']));
      for (const [place, { key }] of differences.entries())
        expect(Object.keys(key)).toEqual(Object.keys(found[place]!.table.key));
    });

    it('finds each column of a row that was changed, in every table', async () => {
      const { differences } = await verifyAltered(({ table, where }) => {
        const changes = Object.entries(table.columns).map(([name, type]) => `${name} = ${otherValue(name, type)}`);
        return run(`UPDATE ${nameOf(table.name)} SET ${changes.join(', ')} WHERE ${where}`);
      });
      expect(differences.map(({ table, kind }) => [table, kind])).toEqual(tableNames.map((name) => [name, 'changed']));
      for (const [place, { key, columns }] of differences.entries()) {
        expect(key).toEqual(keyOf(found[place]!));
        expect(columns.map(({ column }) => column)).toEqual(Object.keys(found[place]!.table.columns));
      }
    });

    it('says what is stored and what follows from the events', async () => {
      const { differences } = await verifyAltered(({ table, where }) => {
        const change = (set: string) => run(`UPDATE ${nameOf(table.name)} SET ${set} WHERE ${where}`);
        const changes: Record<string, string> = {
          learner: `attributes = '{}'`,
          learner_personal: `name = 'Eve', email = NULL`,
          enrollment: 'completed_at = NULL, final_score = final_score + 1',
          attempt: 'score = 2.5, passed = NULL',
          activity: 'count = count + 2',
        };
        return changes[table.name] === undefined ? Promise.resolve() : change(changes[table.name]!);
      });
      const [learner, personal, enrollment, attempt, activity] = differences.map(({ columns }) => columns);
      expect(learner).toEqual([{ column: 'attributes', stored: '{}', folded: '{"region":"Wales","year":"2"}' }]);
      expect(personal).toEqual([
        { column: 'email', stored: null, folded: '(withheld)' },
        { column: 'name', stored: '(withheld)', folded: '(withheld)' },
      ]);
      expect(enrollment).toEqual([
        { column: 'completed_at', stored: null, folded: '2026-03-20T10:00:00.000Z' },
        { column: 'final_score', stored: 66.666668, folded: 66.666667 },
      ]);
      expect(attempt).toEqual([
        { column: 'score', stored: 2.5, folded: 1 },
        { column: 'passed', stored: null, folded: false },
      ]);
      expect(activity).toHaveLength(1);
      expect(differences.at(-1)?.key).toMatchObject({ user_id: 'bob', course_id: 'logic', kind: 'view' });
      expect(differences.at(-1)?.key['quarter']).toBe('2026-03-10T10:00:00.000Z');
    });

    it('finds identities and raw events without facts, as a torn file may have them', async () => {
      let rows = 0;
      const { differences, differenceCount, tables } = await verifyAltered(async ({ table }) => {
        if (table.name === 'event_identity') return;
        for await (const batch of rowsOf(altered.store, table)) rows += batch.length;
        await run(`DELETE FROM ${nameOf(table.name)} WHERE ${own}`);
      });
      expect(differenceCount).toBe(rows);
      expect(new Set(differences.map(({ kind }) => kind))).toEqual(new Set(['missing']));
      expect(tables.filter(({ differences: count }) => count === 0).map(({ table }) => table)).toEqual([
        'raw_event',
        'event_identity',
      ]);
    });

    it('finds raw events that are gone, cannot be taken any more, or are there twice', async () => {
      const gone = await verifyAltered(({ table }) =>
        table.name === 'event_identity' ? run(`DELETE FROM raw_event WHERE ${own} AND type = 'UserCreated'`) : done,
      );
      expect(gone.differences.map(({ table, kind, key }) => [table, kind, key])).toEqual([
        ['learner', 'extra', { user_id: 'ada' }],
        ['learner_event', 'extra', { id: 'u1' }],
        ['learner_personal', 'extra', { user_id: 'ada' }],
        ['learner_personal_event', 'extra', { id: 'u1' }],
        ['event_identity', 'extra', { id: 'u1' }],
      ]);
      const refused = await verifyAltered(({ table }) =>
        table.name === 'event_identity'
          ? run(`UPDATE raw_event SET text = '{"id":"u1","data":{}}' WHERE ${own} AND type = 'UserCreated'`)
          : done,
      );
      expect(refused).toMatchObject({ differenceCount: 6, events: exportedBatches.flat().length });
      expect(refused.differences[0]).toMatchObject({ table: 'raw_event', kind: 'refused', key: { id: 'u1' } });
      expect(refused.differences[0]?.reason).toMatch(/^\/type /);
      const twice = await verifyAltered(({ table }) =>
        table.name === 'event_identity' ? run(altered.repeatRawEvent.replace('TENANT', tenantId)) : done,
      );
      expect(twice.differences).toEqual([
        { table: 'raw_event', kind: 'refused', key: {}, columns: [], reason: 'there is another event of this id' },
      ]);
    });

    it('tells the first ten differences of a table, and counts all', async () => {
      const { differences, tables } = await verifyAltered(({ table }) =>
        table.name === 'event_identity' ? run(`DELETE FROM event_identity WHERE ${own}`) : done,
      );
      expect(tables.at(-1)).toEqual({ table: 'event_identity', rows: 0, differences: exportedBatches.flat().length });
      expect(differences.map(({ key }) => key['id'])).toEqual(
        exportedBatches
          .flat()
          .map(({ id }) => id)
          .sort()
          .slice(0, 10),
      );
    });

    it('finds rollups that were altered, and gives no number of a learner two owners', async () => {
      await verifyAltered(() => done);
      for await (const _ of analytics.backfill({ tenantId }));
      const tables = ['rollup', 'active_day', 'learner_number'];
      for (const table of tables) await run(`DROP TABLE IF EXISTS kept_${table}`);
      for (const table of tables) await run(`CREATE TABLE kept_${table} AS SELECT * FROM ${table} WHERE ${own}`);
      const after = async (...statements: readonly string[]) => {
        for (const table of tables) {
          await run(`DELETE FROM ${table} WHERE ${own}`);
          await run(`INSERT INTO ${table} SELECT * FROM kept_${table}`);
        }
        for (const statement of statements) await run(statement);
        const { differences } = await analytics.verify({ tenantId });
        return differences.map(({ table, kind, columns }) => [table, kind, columns.map(({ column }) => column)]);
      };
      const month = `${own} AND grain = 3 AND course_id = 'logic' AND enrollments > 0`;
      expect(await after()).toEqual([]);
      expect(await after(`UPDATE rollup SET enrollments = enrollments + 1 WHERE ${month}`)).toEqual([
        ['rollup', 'changed', ['enrollments']],
      ]);
      expect(await after(`DELETE FROM rollup WHERE ${month}`)).toEqual([['rollup', 'missing', []]]);
      const sets = `${own} AND scope = 0 AND quarter = (SELECT max(quarter) FROM active_day WHERE ${own})`;
      const other = learnerSetOf([4_000_000]);
      expect(await after(`UPDATE active_day SET learners = '${other}' WHERE ${sets}`)).toEqual([
        ['active_day', 'changed', ['learners']],
      ]);
      expect(await after(`UPDATE learner_number SET number = number + 1000 WHERE ${own}`)).not.toEqual([]);
      // Learners who are in no set any more, more than are read at once: their numbers stay.
      const many = `SELECT '${tenantId}', 1000000 + n, concat('gone-', n) FROM generate_series(1, 200000) AS more (n)`;
      expect(await after(`INSERT INTO learner_number (tenant_id, number, user_id) ${many}`)).toEqual([]);
      for (const table of tables) await run(`DROP TABLE kept_${table}`);
    });

    it('leaves other tenants alone', async () => {
      await verifyAltered(({ table, where }) => run(`DELETE FROM ${nameOf(table.name)} WHERE ${where}`));
      await analytics.ingest(exportedBatches.flat());
      expect(await analytics.verify()).toMatchObject({ isClean: true });
    });
  });
}

const done = Promise.resolve();

async function* rowsOf(store: AnalyticsStore, table: FoldedTable) {
  const batches: (readonly (readonly StoredValue[])[])[] = [];
  await store.inSnapshot(tenantId, async (snapshot) => {
    for await (const batch of snapshot.rows(table)) batches.push(batch);
  });
  yield* batches;
}

async function firstRow(store: AnalyticsStore, table: FoldedTable): Promise<FoundRow> {
  for await (const [values] of rowsOf(store, table)) {
    const key = Object.entries(table.key).map(([column, type], place) =>
      type === 'text'
        ? `coalesce(${column}, '') = '${values![place] ?? ''}'` // what is null may be kept as an empty text
        : `${column} = ${values![place]}`,
    );
    return { table, values: values!, where: [`tenant_id = '${tenantId}'`, ...key].join(' AND ') };
  }
  throw new Error(`${table.name} is empty`);
}

/** Another value of a column, as SQL. */
function otherValue(column: string, type: ShownType): string {
  const values: Partial<Record<ShownType, string>> = {
    text: `concat(${column}, 'z')`,
    json: `'[]'`,
    boolean: `NOT coalesce(${column}, false)`,
    double: `coalesce(${column}, 0) + 0.5`,
  };
  return values[type] ?? `coalesce(${column}, 0) + 1`;
}

/** The key of a row as a difference tells it. */
function keyOf({ table, values }: FoundRow): Record<string, unknown> {
  const shown = Object.entries(table.key).map(([column, type], place) => {
    const value = values[place]!;
    if (type === 'quarter') return [column, new Date(Number(value) * 900_000).toISOString()];
    return [column, type === 'instant' ? new Date(Number(value)).toISOString() : value];
  });
  return Object.fromEntries(shown);
}
