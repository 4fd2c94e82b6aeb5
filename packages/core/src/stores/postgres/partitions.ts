import type { Client } from './client.js';
import type { Database } from './database.js';
import { SCHEMA } from './migrations.js';
import { tableExists } from './table-exists.js';

/** Made ahead, so that no batch waits for one at the turn of a month. */
const MONTHS_AHEAD = 2;
/** The key of the advisory lock under which partitions are made: a number of ours. */
const PARTITION_LOCK = 5_173_204_612;

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
