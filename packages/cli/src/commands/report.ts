import { string as textArgument } from '@oclif/core/args';
import { option } from '@oclif/core/flags';
import { answerFormats, writeAnswer } from '../output/write-answer.js';
import { periodFlags } from '../question/period-flags.js';
import { readQuestion } from '../question/read-question.js';
import { withAnalytics } from '../store/with-analytics.js';
import { StoreCommand } from '../store-command.js';

/** `lms-analytics report NAME` */
export default class ReportCommand extends StoreCommand {
  static override summary = 'Write a report.';
  static override description =
    'course-performance: a row a course: who enrolled, who stayed, what they did, how well. Metrics that lack the ' +
    'dimension of a filter are left out.';

  static override examples = [
    { description: 'All that is stored, to read', command: 'lms-analytics report course-performance --last all' },
    {
      description: 'One month, for a spreadsheet',
      command:
        'lms-analytics report course-performance --from 2026-09-01 --to 2026-10-01 --time-zone Europe/Paris --format csv',
    },
    {
      description: 'One region, for a program',
      command: 'lms-analytics report course-performance --last 6m --where learner.region=north --format json',
    },
  ];

  static override args = {
    name: textArgument({ required: true, description: 'The report: course-performance.' }),
  };

  static override flags = {
    ...periodFlags,
    format: option({ options: answerFormats, description: 'How the report is written.', default: 'table' as const })(),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ReportCommand);
    const question = { report: args.name, ...readQuestion(flags) };
    await withAnalytics({ url: flags.store, mode: 'read' }, async (analytics) => {
      await writeAnswer(analytics.stream(question), flags.json ? 'json' : flags.format);
    });
  }
}
