import { string as textArgument } from '@oclif/core/args';
import { writeOut } from '../../output/write-out.js';
import { withConfiguredAnalytics } from '../../store/with-analytics.js';
import { StoreCommand } from '../../store-command.js';

/** `lms-analytics settings get [NAME]` */
export default class SettingsGetCommand extends StoreCommand {
  static override summary = 'What the tenant has set for all its questions.';
  static override description =
    'time-zone: the zone of days, weeks and months; week-start: the first day of a week. Flags of a question go before.';

  static override examples = [
    { description: 'All settings', command: 'lms-analytics settings get' },
    { description: 'One of them, alone', command: 'lms-analytics settings get time-zone' },
  ];

  static override args = {
    name: textArgument({ description: 'time-zone or week-start; all where absent.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(SettingsGetCommand);
    const { requireSetting, settingNames } = await import('@lms-analytics/core');
    const { labelledLines } = await import('../../table/labelled-lines.js');
    const names = args.name === undefined ? Object.keys(settingNames) : [args.name];
    const wanted = names.map((name) => [name, settingNames[requireSetting(name)]] as const);
    const settings = await withConfiguredAnalytics(flags, 'read', (analytics) => analytics.settings(flags.tenant));
    if (flags.json) {
      const members = wanted.map(([, member]) => [member, settings[member]]);
      return writeOut(`${JSON.stringify(Object.fromEntries(members))}\n`);
    }
    const lines = wanted.map(([name, member]) => [name, settings[member]] as const);
    await writeOut(args.name === undefined ? labelledLines(lines) : `${lines[0]![1]}\n`);
  }
}
