import { integer, option } from '@oclif/core/flags';
import { writeOut } from '../../output/write-out.js';
import { grains } from '../../periods/grains.js';
import { withConfiguredAnalytics } from '../../store/with-analytics.js';
import { StoreCommand } from '../../store-command.js';

/** `lms-analytics periods list` */
export default class PeriodsListCommand extends StoreCommand {
  static override summary = 'The periods that are closed, the latest first.';
  static override examples = [
    { description: 'The months', command: 'lms-analytics periods list --grain month' },
    { description: 'The latest ones, for a program', command: 'lms-analytics periods list --limit 10 --json' },
  ];

  static override flags = {
    grain: option({ description: 'These alone; all four where absent.', options: grains })(),
    limit: integer({ description: 'The most that are listed.', min: 1, helpValue: 'N' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(PeriodsListCommand);
    const { tenant: tenantId, grain, limit } = flags;
    const periods = await withConfiguredAnalytics(flags, 'read', (analytics) =>
      analytics.periods.list({ tenantId, grain, limit }),
    );
    if (flags.json) return writeOut(`${JSON.stringify(periods, null, 2)}\n`);
    const { drawTable, terminalWidth } = await import('../../table/draw-table.js');
    const { periodColumns } = await import('../../periods/period-columns.js');
    await writeOut(drawTable(periodColumns(periods), terminalWidth()));
  }
}
