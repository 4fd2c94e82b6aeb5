import { string as textArgument } from '@oclif/core/args';
import { writeOut } from '../../output/write-out.js';
import { withConfiguredAnalytics } from '../../store/with-analytics.js';
import { StoreCommand } from '../../store-command.js';

/** `lms-analytics report delete NAME` */
export default class ReportDeleteCommand extends StoreCommand {
  static override summary = 'Delete a saved report.';
  static override examples = [
    { description: 'One that is not needed any more', command: 'lms-analytics report delete old-report' },
  ];

  static override args = {
    name: textArgument({ required: true, description: 'The saved report.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ReportDeleteCommand);
    const { name } = args;
    // Looked up first: opening a store for writing would make one where there is none.
    await withConfiguredAnalytics(flags, 'read', (analytics) => analytics.savedReports.get(name, flags.tenant));
    await withConfiguredAnalytics(flags, 'write', (analytics) => analytics.savedReports.delete(name, flags.tenant));
    await writeOut(flags.json ? `${JSON.stringify({ deleted: name })}\n` : `Deleted ${name}.\n`);
  }
}
