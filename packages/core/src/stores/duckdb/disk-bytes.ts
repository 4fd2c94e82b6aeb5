import { stat } from 'node:fs/promises';

/** The bytes of the file and of its log, which belongs to it while it is open; null for a store in memory. */
export async function diskBytes(path: string): Promise<number | null> {
  if (path === ':memory:') return null;
  const sizes = await Promise.all([path, `${path}.wal`].map(sizeOf));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0; // there is a log only where something is yet to be merged into the file
  }
}
