import { integer, string } from '@oclif/core/flags';
import { cancelOnInterrupt } from '../cancel-on-interrupt.js';
import { numberText } from '../output/number-text.js';
import { Progress } from '../output/progress.js';
import { writeOut } from '../output/write-out.js';
import { requireChosenStore } from '../store/open-chosen-store.js';
import { chooseStore } from '../store/store-url.js';
import { withAnalytics } from '../store/with-analytics.js';
import { StoreCommand } from '../store-command.js';

/** `lms-analytics backfill` */
export default class BackfillCommand extends StoreCommand {
  static override summary = 'Make the rollups of a tenant from its facts.';
  static override description =
    'Rollups are sums by course and hour, day and month, in the time zone of the tenant; with them an answer costs the ' +
    'same whatever the history. They are made month by month, and answer from the end of it on. It can be ended and begun ' +
    'again, and others may write and ask meanwhile. After a change of the time zone it is needed once more; until then ' +
    'facts answer. Where facts change later, refresh makes rollups anew.';

  static override examples = [
    { description: 'All of them', command: 'lms-analytics backfill' },
    {
      description: 'Some months once more',
      command: 'lms-analytics backfill && lms-analytics backfill --from 2026-03-01',
    },
  ];

  static override flags = {
    from: string({ description: 'A date or an instant: months before it stay as they are.', helpValue: 'DATE' }),
    concurrency: integer({
      description: 'How many months are made at a time; for PostgreSQL.',
      helpValue: 'N',
      min: 1,
      default: 2,
    }),
    to: string({ description: 'A date or an instant: months from it on stay as they are.', helpValue: 'DATE' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(BackfillCommand);
    const { from, to, concurrency, tenant: tenantId, json } = flags;
    const store = await chooseStore(flags);
    await requireChosenStore(store);
    const progress = await Progress.start({ isShown: flags.progress });
    const ends = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
    let months = 0;
    try {
      await withAnalytics({ ...store, mode: 'write' }, (analytics) =>
        cancelOnInterrupt(async (signal) => {
          for await (const { done, of } of analytics.backfill({ tenantId, ...ends, concurrency, signal })) {
            months++;
            progress.update({ months, done, total: of });
          }
        }),
      );
    } finally {
      progress.stop();
    }
    await writeOut(
      json
        ? `${JSON.stringify({ months })}\n`
        : `The rollups of ${numberText(months)} ${months === 1 ? 'month' : 'months'} were made.\n`,
    );
  }
}
