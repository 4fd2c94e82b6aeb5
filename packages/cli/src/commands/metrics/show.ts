import { string as textArgument } from '@oclif/core/args';
import { writeOut } from '../../output/write-out.js';
import { StoreCommand } from '../../store-command.js';

/** `lms-analytics metrics show ID` */
export default class MetricsShowCommand extends StoreCommand {
  static override summary = 'One metric: what it is, and what it can be broken down by.';
  static override examples = [
    { description: 'A rate', command: 'lms-analytics metrics show completion_rate' },
    { description: 'For a program', command: 'lms-analytics metrics show active_learners --json' },
  ];

  static override args = {
    id: textArgument({ required: true, description: 'The metric, such as completion_rate.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(MetricsShowCommand);
    const { metricOf } = await import('@lms-analytics/core');
    const { describeMetric } = await import('../../catalogue/describe-metric.js');
    const { id, title, unit, description, dimensions } = describeMetric(metricOf(args.id));
    if (flags.json) return writeOut(`${JSON.stringify({ id, title, unit, description, dimensions }, null, 2)}\n`);
    const parts = unit === 'ratio' ? `\nanswers    ${id}, ${id}_numerator, ${id}_denominator` : '';
    await writeOut(
      `${title}\n\n${description}\n\nid         ${id}\nunit       ${unit}${parts}\ndimensions ${dimensions.join(', ')}\n`,
    );
  }
}
