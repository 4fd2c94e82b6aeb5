import type { Analytics, RemovalOptions, RemovalOutcome } from '@lms-analytics/core';
import { cancelOnInterrupt } from '../cancel-on-interrupt.js';
import { Progress } from '../output/progress.js';
import { say, writeOut } from '../output/write-out.js';
import { type ChosenStore, chooseStore, type StoreFlags } from '../store/store-url.js';
import { withAnalytics } from '../store/with-analytics.js';

/** What is removed, and how a person is told of it. */
export interface Removing<Outcome extends RemovalOutcome> {
  remove(analytics: Analytics, options: RemovalOptions): Promise<Outcome>;
  countOf(outcome: Outcome): number;
  /** Such as `12 of 30 raw events of default were received before 2026-03-01T00:00:00.000Z.` */
  text(outcome: Outcome): string;
}

interface RemovalFlags extends StoreFlags {
  readonly before: string;
  readonly 'dry-run': boolean;
  readonly yes: boolean;
  readonly tenant: string;
  readonly json: boolean;
  readonly progress: boolean;
}

/** Says how much there is, has it confirmed, removes it, and says so. */
export async function remove<Outcome extends RemovalOutcome>(
  flags: RemovalFlags,
  removing: Removing<Outcome>,
): Promise<void> {
  const { before, tenant: tenantId } = flags;
  const store = await chooseStore(flags);
  // Looked at first: opening a store for writing would make one where there is none.
  const found = await withAnalytics({ ...store, mode: 'read' }, (analytics) =>
    removing.remove(analytics, { before, tenantId, isDryRun: true }),
  );
  if (flags['dry-run']) return write(found, removing, flags);
  if (removing.countOf(found) > 0 && !flags.yes) {
    const { confirm } = await import('../confirm.js');
    const question = `${removing.text(found)} Nothing brings these back once they are removed. Remove them?`;
    await confirm({ what: 'a removal', question, refusal: 'nothing was removed; only yes removes' });
  }
  await cancelOnInterrupt(async (signal) => {
    const removed = await removeAll(store, { flags, signal }, removing);
    await write(removed, removing, flags);
  });
}

async function removeAll<Outcome extends RemovalOutcome>(
  store: ChosenStore,
  { flags, signal }: { readonly flags: RemovalFlags; readonly signal: AbortSignal },
  removing: Removing<Outcome>,
): Promise<Outcome> {
  const { before, tenant: tenantId } = flags;
  const progress = await Progress.start({ isShown: flags.progress });
  const onProgress: RemovalOptions['onProgress'] = ({ done, total }) => progress.update({ events: done, done, total });
  try {
    return await withAnalytics({ ...store, mode: 'write' }, (analytics) =>
      removing.remove(analytics, { before, tenantId, signal, onProgress }),
    );
  } finally {
    progress.stop();
  }
}

async function write<Outcome extends RemovalOutcome>(
  outcome: Outcome,
  { countOf, text }: Removing<Outcome>,
  { json }: Pick<RemovalFlags, 'json'>,
): Promise<void> {
  if (json) return writeOut(`${JSON.stringify(outcome)}\n`);
  const { bytes, isDryRun } = outcome;
  const wasRemoved = countOf(outcome) > 0 ? ' They are removed.' : '';
  await writeOut(`${text(outcome)}${isDryRun ? ' None was removed.' : wasRemoved}\n`);
  if (bytes?.isComplete === false) say(`Their bytes are still in the files of the store: ${bytes.reason}.`);
}
