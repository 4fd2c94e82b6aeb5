import { string as textArgument } from '@oclif/core/args';
import { answerFlags } from '../output/answer-flags.js';
import { answerQuestion } from '../output/answer-question.js';
import { periodFlags } from '../question/period-flags.js';
import { readFrame, readTable } from '../question/read-question.js';
import { tableFlags } from '../question/table-flags.js';
import { StoreCommand } from '../store-command.js';

/** `lms-analytics query METRICS…` */
export default class QueryCommand extends StoreCommand {
  static override summary = 'Answer a question for metrics.';
  static override description =
    'The rows are the combinations of the dimensions of --by, of each bucket of --grain; one row without. With a ' +
    'grain, each metric is drawn as a sparkline below the table. What metrics there are: lms-analytics metrics list; ' +
    'what each can be broken down by: lms-analytics metrics show ID.';

  static override examples = [
    {
      description: 'How many enrolled in the last 30 days, and how many of them completed',
      command: 'lms-analytics query enrollments completion_rate',
    },
    {
      description: 'Active learners of each course, week by week, in French weeks, for a spreadsheet',
      command:
        'lms-analytics query active_learners --by course --grain week --last 12w --time-zone Europe/Paris --format csv',
    },
    {
      description: 'Scores by region of two courses, since the start of a term',
      command:
        'lms-analytics query average_score pass_rate --by learner.region --where course=math-110,biology-140 --from 2026-09-01',
    },
    {
      description: 'The five courses that most learners were active in, beside the 30 days before',
      command:
        'lms-analytics query active_learners --by course --compare previous_period --order-by active_learners:desc --limit 5',
    },
    {
      description: 'Where the numbers come from',
      command: 'lms-analytics query learning_time --by course --explain',
    },
  ];

  static override args = {
    metrics: textArgument({
      required: true,
      multiple: true,
      description: 'The metrics, such as enrollments; metrics list names all.',
    }),
  };

  static override flags = { ...tableFlags, ...periodFlags, ...answerFlags };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(QueryCommand);
    await answerQuestion({ metrics: args.metrics, ...readTable(flags), ...readFrame(flags) }, flags);
  }
}
