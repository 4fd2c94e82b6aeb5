import { string as textArgument } from '@oclif/core/args';
import { writeOut } from '../../output/write-out.js';
import { StoreCommand } from '../../store-command.js';

/** `lms-analytics report show NAME` */
export default class ReportShowCommand extends StoreCommand {
  static override summary = 'One report: what it is and its parameters, or the question that was saved.';
  static override examples = [
    { description: 'A report of the toolkit', command: 'lms-analytics report show retention' },
    { description: 'A saved one', command: 'lms-analytics report show weekly-activity' },
    { description: 'For a program', command: 'lms-analytics report show engagement --json' },
  ];

  static override args = {
    name: textArgument({ required: true, description: 'The report, such as retention, or a saved one.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ReportShowCommand);
    const { showReport } = await import('../../catalogue/show-report.js');
    await writeOut(await showReport(args.name, flags));
  }
}
