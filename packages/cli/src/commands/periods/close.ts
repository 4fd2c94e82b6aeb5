import type { ClosedPeriod } from '@lms-analytics/core';
import { boolean, option, string } from '@oclif/core/flags';
import { cancelOnInterrupt } from '../../cancel-on-interrupt.js';
import { Progress } from '../../output/progress.js';
import { writeOut } from '../../output/write-out.js';
import { grains } from '../../periods/grains.js';
import { requireChosenStore } from '../../store/open-chosen-store.js';
import { chooseStore } from '../../store/store-url.js';
import { withAnalytics } from '../../store/with-analytics.js';
import { StoreCommand } from '../../store-command.js';

/** `lms-analytics periods close` */
export default class PeriodsCloseCommand extends StoreCommand {
  static override summary = 'Keep the numbers of hours, days, weeks and months that are over.';
  static override description =
    'Of each period the report platform-summary is kept as it is answered now, and never changed: events that come later ' +
    "change answers alone. Periods are local, in the tenant's time zone. The first time it closes the last one that ended, " +
    'from then on all that ended since; --from closes older ones. It can be ended and begun again, and run twice at once.';

  static override examples = [
    { description: 'Every hour, from cron', command: 'lms-analytics periods close --all' },
    {
      description: 'Older months, for a program',
      command: 'lms-analytics periods close --grain month --from 2026-03-01 --to 2026-06-01 --json',
    },
  ];

  static override flags = {
    all: boolean({ description: 'The periods of every tenant, not of --tenant alone.', default: false }),
    grain: option({
      description: 'These alone; several flags name several. All four where absent.',
      options: grains,
      multiple: true,
      multipleNonGreedy: true,
    })(),
    from: string({ description: 'A date or an instant: close those that start from then on.', helpValue: 'DATE' }),
    to: string({ description: 'A date or an instant: leave those open that end after it.', helpValue: 'DATE' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(PeriodsCloseCommand);
    const { all, grain, from, to, tenant } = flags;
    const options = { tenantId: all ? undefined : tenant, grains: grain, from, to };
    const store = await chooseStore(flags);
    await requireChosenStore(store);
    const { closedText } = await import('../../periods/closed-text.js');
    const progress = await Progress.start({ isShown: flags.progress });
    const closed: ClosedPeriod[] = [];
    try {
      await withAnalytics({ ...store, mode: 'write' }, (analytics) =>
        cancelOnInterrupt(async (signal) => {
          for await (const period of analytics.periods.close({ ...options, signal })) {
            closed.push(period);
            progress.update({ periods: closed.length, done: closed.length, total: undefined });
          }
        }),
      );
    } finally {
      progress.stop();
    }
    await writeOut(flags.json ? `${JSON.stringify(closed, null, 2)}\n` : closedText(closed));
  }
}
