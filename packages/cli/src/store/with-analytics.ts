import type { Analytics } from '@lms-analytics/core';

/**
 * Opens a store, works with it, and closes it whatever happens.
 *
 * @throws AnalyticsError `store_not_found`, `store_busy`, `store_outdated`, `store_too_new`, `invalid_configuration`
 */
export async function withAnalytics<Result>(
  { url, mode }: { url: string; mode: 'read' | 'write' },
  work: (analytics: Analytics) => Promise<Result>,
): Promise<Result> {
  const { openStore } = await import('@lms-analytics/core/stores');
  // A process that writes only ingests. The library is loaded while the store opens the file.
  const opening = openStore(url, mode, mode === 'write' ? { threads: 1 } : {});
  const [store, { createAnalytics }] = await Promise.all([opening, import('@lms-analytics/core')]);
  const analytics = createAnalytics({ store });
  try {
    return await work(analytics);
  } finally {
    await analytics.close();
  }
}
