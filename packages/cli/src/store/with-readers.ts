import type { Readers } from '@lms-analytics/core/stores/postgres';
import { chooseStore, type StoreFlags } from './store-url.js';

/**
 * Opens the PostgreSQL store of a command to say who reads it with other tools, and closes it whatever happens.
 *
 * @throws AnalyticsError `invalid_configuration` where the store is another one, and those of the store
 */
export async function withReaders<Result>(
  flags: StoreFlags,
  work: (readers: Readers) => Promise<Result>,
): Promise<Result> {
  const { openReaders } = await import('@lms-analytics/core/stores');
  const { url } = await chooseStore(flags);
  const readers = await openReaders(url);
  try {
    return await work(readers);
  } finally {
    await readers.close();
  }
}
