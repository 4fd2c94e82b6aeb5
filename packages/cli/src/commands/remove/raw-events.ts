import type { RawEventsRemoval } from '@lms-analytics/core';
import { boolean, string } from '@oclif/core/flags';
import { cancelOnInterrupt } from '../../cancel-on-interrupt.js';
import { numberText } from '../../output/number-text.js';
import { Progress } from '../../output/progress.js';
import { say, writeOut } from '../../output/write-out.js';
import { chooseStore } from '../../store/store-url.js';
import { withAnalytics } from '../../store/with-analytics.js';
import { StoreCommand } from '../../store-command.js';

/** `lms-analytics remove raw-events` */
export default class RemoveRawEventsCommand extends StoreCommand {
  static override summary = 'Remove the texts of events that were received before a moment.';
  static override description =
    'Facts, answers and identities stay: an event that is given again is a duplicate. What only the texts say is gone, and ' +
    'verify and learner export say so from then on. It asks before it begins; --yes answers, --dry-run only counts. The ' +
    'embedded store is written anew, which takes room on the disk for a second copy. In PostgreSQL others go on writing; ' +
    'months in which no tenant has events any more are dropped, and vacuum removes the bytes of the others.';

  static override examples = [
    {
      description: 'How many there would be',
      command: 'lms-analytics remove raw-events --before 2025-09-01 --dry-run',
    },
    { description: 'Without being asked', command: 'lms-analytics remove raw-events --before 2025-09-01 --yes' },
    { description: 'For a program', command: 'lms-analytics remove raw-events --before 2025-09-01 --yes --json' },
  ];

  static override flags = {
    before: string({
      description: 'A date in the time zone of the tenant, or an instant, that is past.',
      required: true,
      helpValue: 'DATE',
    }),
    'dry-run': boolean({ description: 'Say how many there are, and remove none.', default: false }),
    yes: boolean({ char: 'y', description: 'Do not ask.' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(RemoveRawEventsCommand);
    const { before, tenant: tenantId } = flags;
    const store = await chooseStore(flags);
    // Looked at first: opening a store for writing would make one where there is none.
    const found = await withAnalytics({ ...store, mode: 'read' }, (analytics) =>
      analytics.removeRawEvents({ before, tenantId, isDryRun: true }),
    );
    if (flags['dry-run']) return write(found, flags);
    if (found.events > 0 && !flags.yes) {
      const { confirm } = await import('../../confirm.js');
      const question = `${countText(found)} Nothing brings these back once they are removed. Remove them?`;
      await confirm({ what: 'a removal', question, refusal: 'nothing was removed; only yes removes' });
    }
    const progress = await Progress.start({ isShown: flags.progress });
    await cancelOnInterrupt(async (signal) => {
      const onProgress = ({ done, total }: { done: number; total: number }) =>
        progress.update({ events: done, done, total });
      try {
        const removed = await withAnalytics({ ...store, mode: 'write' }, (analytics) =>
          analytics.removeRawEvents({ before, tenantId, signal, onProgress }),
        );
        progress.stop();
        await write(removed, flags);
      } finally {
        progress.stop();
      }
    });
  }
}

async function write(removal: RawEventsRemoval, { json }: { readonly json: boolean }): Promise<void> {
  if (json) return writeOut(`${JSON.stringify(removal)}\n`);
  const { events, bytes } = removal;
  if (bytes === null) return writeOut(`${countText(removal)} None was removed.\n`);
  await writeOut(events === 0 ? `${countText(removal)}\n` : `${countText(removal)} They are removed.\n`);
  if (!bytes.isComplete) say(`Their bytes are still in the files of the store: ${bytes.reason}.`);
}

/** Such as `12 of 30 raw events of default were received before 2026-03-01T00:00:00.000Z.` */
function countText({ tenantId, before, events, kept }: RawEventsRemoval): string {
  return `${numberText(events)} of ${numberText(events + kept)} raw events of ${tenantId} were received before ${before}.`;
}
