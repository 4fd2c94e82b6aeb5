import { string as textArgument } from '@oclif/core/args';
import { BaseCommand } from '../../base-command.js';
import { writeOut } from '../../output/write-out.js';

/** `lms-analytics analyses show NAME` */
export default class AnalysesShowCommand extends BaseCommand {
  static override summary = 'One analysis: what it says, and its parameters.';
  static override examples = [
    { description: 'To read', command: 'lms-analytics analyses show retention' },
    { description: 'For a program', command: 'lms-analytics analyses show item_analysis --json' },
  ];

  static override args = {
    name: textArgument({ required: true, description: 'The analysis, such as retention.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(AnalysesShowCommand);
    const { loadCatalogue } = await import('../../catalogue/load-catalogue.js');
    const { answerableText, describeAnswerable } = await import('../../catalogue/describe-answerable.js');
    const description = describeAnswerable((await loadCatalogue(undefined)).analysis(args.name));
    if (flags.json) return writeOut(`${JSON.stringify(description, null, 2)}\n`);
    const { terminalWidth } = await import('../../table/draw-table.js');
    await writeOut(answerableText(description, { command: 'analyze', width: terminalWidth() }));
  }
}
