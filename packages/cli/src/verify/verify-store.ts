import type { Verification } from '@lms-analytics/core';
import { Progress } from '../output/progress.js';
import { chooseStore, type StoreFlags } from '../store/store-url.js';
import { withAnalytics } from '../store/with-analytics.js';

/** The flags of a verification. */
interface VerifyFlags extends StoreFlags {
  readonly tenant: string;
  readonly progress: boolean;
}

/** Verifies the facts of a tenant, saying on stderr how far it is. */
export async function verifyStore(
  { tenant, progress, ...flags }: VerifyFlags,
  signal: AbortSignal,
): Promise<Verification> {
  const store = await chooseStore(flags);
  return withAnalytics({ ...store, mode: 'read' }, async (analytics) => {
    const shown = await Progress.start({ isShown: progress });
    try {
      return await analytics.verify({
        ...{ tenantId: tenant, signal },
        onProgress: ({ done, total }) => {
          if (done < total) shown.update({ rows: done, done, total });
        },
      });
    } finally {
      shown.stop();
    }
  });
}
