import { AnalyticsError } from '../../errors.js';
import type { Removal } from '../../retention/removals.js';
import type { VacuumOutcome } from '../analytics-store.js';
import type { Client } from './client.js';
import type { Database } from './database.js';
import { SCHEMA } from './schema.js';
import { tableExists } from './table-exists.js';

/** Made ahead, so that no batch waits for one at the turn of a month. */
const MONTHS_AHEAD = 2;
/** The key of the advisory lock under which partitions are made: a number of ours. */
const PARTITION_LOCK = 5_173_204_612;
const DAY_MS = 86_400_000;
/** While one waits for the lock that dropping needs, all others wait behind. Shorter than `deadlock_timeout`. */
const LOCK_WAIT = '200ms';

/** The partitions of raw events, one a month of receipt. */
export class RawPartitions {
  readonly #database: Database;
  /** Partitions are there for what is received before it. */
  #made = Number.NEGATIVE_INFINITY;
  #from = Number.POSITIVE_INFINITY;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Makes the partition of a moment, and those of the next months. */
  async ensure(receivedAt: number): Promise<void> {
    if (receivedAt >= this.#from && receivedAt < this.#made) return;
    const months = Array.from({ length: MONTHS_AHEAD + 1 }, (_, ahead) => monthOf(receivedAt, ahead));
    await this.#database.inLock(PARTITION_LOCK, async (client) => {
      for (const month of months) await makePartition(client, month);
    });
    this.#from = months[0]!.from;
    this.#made = months[1]!.from;
  }

  /**
   * Gives back the room of rows that were removed: in a month that has others it is used for new ones, and the partition of
   * one in which no tenant has rows any more is dropped.
   */
  async reclaim({ before, now }: Removal): Promise<VacuumOutcome> {
    const months = (await this.#months()).filter(({ from }) => from < before);
    if (months.length === 0) return { isComplete: true, reason: null };
    const tables = months.map(({ name }) => `${SCHEMA}.${name}`);
    await this.#database.withClient((client) => client.query(`VACUUM ${tables.join(', ')}`));
    let left = 0;
    // A batch that was begun in a month may be written a little after its end.
    for (const month of months) if (month.to + DAY_MS > now || !(await this.#dropEmpty(month))) left++;
    if (left === 0) return { isComplete: true, reason: null };
    const reason = `${left} of the months that they were in stay, whose room is used for new rows; vacuum the store to remove the bytes`;
    return { isComplete: false, reason };
  }

  /** The months that there are partitions of. */
  async #months(): Promise<Month[]> {
    const { rows } = await this.#database.withClient((client) =>
      client.query(
        `SELECT relname FROM pg_class JOIN pg_inherits ON inhrelid = pg_class.oid
         WHERE inhparent = '${SCHEMA}.raw_event'::regclass ORDER BY relname`,
      ),
    );
    return rows.map(({ relname }) => {
      const [, year, month] = /_(\d{4})_(\d{2})$/.exec(relname)!;
      return monthOf(Date.UTC(Number(year), Number(month) - 1), 0);
    });
  }

  /**
   * Drops the partition of a month where it has no page any more, in which a row of any tenant would be. False where it has
   * one, or is in use.
   */
  async #dropEmpty({ name }: Month): Promise<boolean> {
    const partition = `${SCHEMA}.${name}`;
    const dropped = this.#database.inLock(PARTITION_LOCK, async (client) => {
      await client.query(`SET LOCAL lock_timeout = '${LOCK_WAIT}'`);
      await client.query(`LOCK TABLE ONLY ${SCHEMA}.raw_event, ${partition}`);
      const { rows } = await client.query(
        `SELECT pg_relation_size(oid) = 0 AS is_empty FROM pg_class
         WHERE relnamespace = '${SCHEMA}'::regnamespace AND relname = $1`,
        [name],
      );
      if (rows[0].is_empty) await client.query(`DROP TABLE ${partition}`);
      return rows[0].is_empty as boolean;
    });
    return dropped.catch((error) => {
      if (error instanceof AnalyticsError && error.code === 'store_timeout') return false;
      throw error;
    });
  }
}

/** Who reads a partition by its own name sees nothing: it has no policy. */
async function makePartition(client: Client, { name, from, to }: Month): Promise<void> {
  if (await tableExists(client, name)) return;
  const partition = `${SCHEMA}.${name}`;
  await client.query(`CREATE TABLE ${partition} PARTITION OF ${SCHEMA}.raw_event FOR VALUES FROM (${from}) TO (${to})`);
  await client.query(`ALTER TABLE ${partition} ENABLE ROW LEVEL SECURITY`);
  await client.query(`ALTER TABLE ${partition} FORCE ROW LEVEL SECURITY`);
}

interface Month {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** A month (UTC) some months after that of a moment. */
function monthOf(moment: number, ahead: number): Month {
  const date = new Date(moment);
  const start = (months: number) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const [from, to] = [start(ahead), start(ahead + 1)];
  return { name: `raw_event_${new Date(from).toISOString().slice(0, 7).replace('-', '_')}`, from, to };
}
