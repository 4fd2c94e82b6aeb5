import { string as textArgument } from '@oclif/core/args';
import { writeOut } from '../../output/write-out.js';
import { chooseStore } from '../../store/store-url.js';
import { withAnalytics } from '../../store/with-analytics.js';
import { StoreCommand } from '../../store-command.js';

/** `lms-analytics settings set NAME VALUE` */
export default class SettingsSetCommand extends StoreCommand {
  static override summary = 'Set what the questions of the tenant use that do not say otherwise.';
  static override examples = [
    { description: 'Days as they are in Paris', command: 'lms-analytics settings set time-zone Europe/Paris' },
    { description: 'Weeks that begin on Sunday', command: 'lms-analytics settings set week-start sunday' },
  ];

  static override args = {
    name: textArgument({ required: true, description: 'time-zone or week-start.' }),
    value: textArgument({ required: true, description: 'An IANA zone such as Europe/Paris; monday or sunday.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(SettingsSetCommand);
    const { requireSetting, settingNames } = await import('@lms-analytics/core');
    const member = settingNames[requireSetting(args.name)];
    const store = await chooseStore(flags);
    const value = await withAnalytics({ ...store, mode: 'write' }, (analytics) =>
      analytics.setSetting(args.name, args.value, flags.tenant),
    );
    await writeOut(flags.json ? `${JSON.stringify({ [member]: value })}\n` : `${args.name} is now ${value}.\n`);
  }
}
