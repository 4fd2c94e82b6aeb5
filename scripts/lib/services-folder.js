import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The folder of the services of this clone. Servers that refuse root must be able to reach it, so it is not in the clone. */
export function servicesFolder() {
  return join(tmpdir(), `lms-analytics-services-${createHash('sha256').update(root).digest('hex').slice(0, 8)}`);
}
