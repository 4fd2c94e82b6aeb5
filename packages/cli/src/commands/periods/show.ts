import { string as textArgument } from '@oclif/core/args';
import { cancelOnInterrupt } from '../../cancel-on-interrupt.js';
import { writeOut } from '../../output/write-out.js';
import { grains } from '../../periods/grains.js';
import { withConfiguredAnalytics } from '../../store/with-analytics.js';
import { StoreCommand } from '../../store-command.js';

/** `lms-analytics periods show GRAIN [START]` */
export default class PeriodsShowCommand extends StoreCommand {
  static override summary = 'The numbers of a closed period, beside those that are answered of it now.';
  static override description =
    'What came later, such as events that were late, changes the answer of now. The difference is now less then. --json also ' +
    'has the summary as it was kept, with the values of the period before.';

  static override examples = [
    { description: 'The latest month', command: 'lms-analytics periods show month' },
    { description: 'For a program', command: 'lms-analytics periods show month --json' },
  ];

  static override args = {
    grain: textArgument({ required: true, options: [...grains], description: 'What it is.' }),
    start: textArgument({
      description:
        'The date of its start, such as 2026-03-01; of an hour its start, 2026-03-01T09:00:00+01:00. The latest where absent.',
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(PeriodsShowCommand);
    const { start } = args;
    const grain = grains.find((each) => each === args.grain)!;
    await cancelOnInterrupt(async (signal) => {
      const shown = await withConfiguredAnalytics(flags, 'read', (analytics) =>
        analytics.periods.show({ tenantId: flags.tenant, grain, start, signal }),
      );
      if (flags.json) return writeOut(`${JSON.stringify(shown, null, 2)}\n`);
      const { renderPeriod } = await import('../../periods/render-period.js');
      const { terminalWidth } = await import('../../table/draw-table.js');
      await writeOut(renderPeriod(shown, terminalWidth()));
    });
  }
}
