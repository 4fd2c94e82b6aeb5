import { string as textArgument } from '@oclif/core/args';
import { BaseCommand } from '../../base-command.js';
import { configFlag } from '../../config/config-flag.js';
import { writeOut } from '../../output/write-out.js';

/** `lms-analytics metrics show ID` */
export default class MetricsShowCommand extends BaseCommand {
  static override summary = 'One metric: what it is, how it is worked out, what it can be broken down by.';
  static override examples = [
    { description: 'A rate', command: 'lms-analytics metrics show completion_rate' },
    { description: 'For a program', command: 'lms-analytics metrics show active_learners --json' },
  ];

  static override args = {
    id: textArgument({ required: true, description: 'The metric, such as completion_rate.' }),
  };

  static override flags = configFlag;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(MetricsShowCommand);
    const { loadCatalogue } = await import('../../catalogue/load-catalogue.js');
    const { describeMetric, metricText } = await import('../../catalogue/describe-metric.js');
    const description = describeMetric((await loadCatalogue(flags.config)).metric(args.id));
    if (flags.json) return writeOut(`${JSON.stringify(description, null, 2)}\n`);
    const { terminalWidth } = await import('../../table/draw-table.js');
    await writeOut(metricText(description, terminalWidth()));
  }
}
