import { string as textArgument } from '@oclif/core/args';
import { answerFlags } from '../../output/answer-flags.js';
import { answerQuestion } from '../../output/answer-question.js';
import { subjectFlags } from '../../question/parameter-flags.js';
import { periodFlags } from '../../question/period-flags.js';
import { given, readFrame, readTable } from '../../question/read-question.js';
import { tableFlags } from '../../question/table-flags.js';
import { StoreCommand } from '../../store-command.js';

/** `lms-analytics report NAME` */
export default class ReportCommand extends StoreCommand {
  static override summary = 'Write a report: one of the catalogue, of the configuration, or a saved one.';
  static override description =
    'What reports there are: lms-analytics report list; the parameters of one: lms-analytics report show NAME. Metrics ' +
    'that lack the dimension of a filter are left out. For a saved report, flags go before what was saved.';

  static override examples = [
    { description: 'All that is stored, to read', command: 'lms-analytics report course-performance --last all' },
    {
      description: 'One month, for a spreadsheet',
      command:
        'lms-analytics report course-performance --from 2026-09-01 --to 2026-10-01 --time-zone Europe/Paris --format csv --bom',
    },
    {
      description: 'How far the learners of a course came',
      command: 'lms-analytics report module-funnel --course math-110 --last 6m',
    },
    {
      description: 'Month by month, of one region, for a program',
      command: 'lms-analytics report engagement --grain month --last 6m --where learner.region=north --format json',
    },
    {
      description: 'How good the questions of a quiz are',
      command: 'lms-analytics report item-analysis --course math-110 --assessment quiz-1 --last all',
    },
  ];

  static override args = {
    name: textArgument({
      required: true,
      description: 'The report, such as course-performance; report list names all.',
    }),
  };

  static override flags = { ...subjectFlags, ...tableFlags, ...periodFlags, ...answerFlags };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ReportCommand);
    const { course, assessment, cohort } = flags;
    const parameters = given({ course, assessment, cohort, ...readTable(flags) });
    await answerQuestion({ report: args.name, ...parameters, ...readFrame(flags) }, flags);
  }
}
