import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Where this process spills to. It holds events for a while; DuckDB removes it when it closes the file. */
export function spillFolder(path: string): string {
  return `${path}.spill-${process.pid}`;
}

/** Removes what this process has spilled, where it ends without closing the file. */
export function removeSpill(path: string): void {
  rmSync(spillFolder(path), { recursive: true, force: true });
}

/** Removes what killed processes left. Only for the process that holds the file: no other one is using its folder. */
export function removeLeftSpill(path: string): void {
  const own = basename(spillFolder(path));
  for (const name of readdirSync(dirname(path))) {
    if (name.startsWith(`${basename(path)}.spill-`) && name !== own) {
      rmSync(join(dirname(path), name), { recursive: true, force: true });
    }
  }
}
