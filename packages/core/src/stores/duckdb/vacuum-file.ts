import type { DuckDBConnection } from '@duckdb/node-api';
import type { VacuumOutcome } from '../analytics-store.js';
import type { FileConnections } from './file-connections.js';
import type { MemoryRoom } from './memory-room.js';
import { rewriteFile } from './rewrite-file.js';
import type { FileUser } from './shared-file.js';

/** What a file is vacuumed with. */
export interface VacuumContext {
  readonly path: string;
  /** For what a copy takes. */
  readonly room: MemoryRoom;
}

/** Exchanges the file for a copy of what is in it, while no store of the process writes to it or asks it. */
export async function vacuumFile(connections: FileConnections, context: VacuumContext): Promise<VacuumOutcome> {
  const reason = await connections.file.alone(async (users) => {
    const failure = await rewrite(connections, users, context);
    if (failure === null) for (const user of users) await user.open().catch(() => undefined); // at its next use then
    return failure;
  });
  if (reason === undefined) return unfinished('questions are still being answered from the file');
  return reason === null ? { isComplete: true, reason } : unfinished(reason);
}

function unfinished(reason: string): VacuumOutcome {
  return { isComplete: false, reason: `${reason}; vacuum the store again` };
}

/** Gives what is in the way, null where nothing is. */
async function rewrite(
  connections: FileConnections,
  users: ReadonlySet<FileUser>,
  { path, room }: VacuumContext,
): Promise<string | null> {
  connections.closeIdle();
  const connection = await connections.connect();
  try {
    const others = [...users].reduce((sum, { connectionsKept }) => sum + connectionsKept, 0);
    if ((await connectionCount(connection)) > others + 1) return 'another thread of the process has the file open';
    await room.during(connection, () => rewriteFile(connection, path));
  } catch (error) {
    return (error as Error).message.split('\n')[0]!;
  } finally {
    connection.closeSync();
  }
  for (const user of users) await user.letGo(); // what they have open is the old file
  return null;
}

/** All connections of the process to the file, those of other threads among them. */
async function connectionCount(connection: DuckDBConnection): Promise<number> {
  const counted = await connection.runAndReadAll('SELECT count FROM duckdb_connection_count()');
  return Number(counted.getRows()[0]![0]);
}
