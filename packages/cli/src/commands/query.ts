import { string as textArgument } from '@oclif/core/args';
import { boolean, option, string } from '@oclif/core/flags';
import { answerFormats, writeAnswer } from '../output/write-answer.js';
import { writeExplanation } from '../output/write-explanation.js';
import { periodFlags } from '../question/period-flags.js';
import { readQuestion } from '../question/read-question.js';
import { withAnalytics } from '../store/with-analytics.js';
import { StoreCommand } from '../store-command.js';

const grains = ['hour', 'day', 'week', 'month', 'quarter', 'year'] as const;

/** `lms-analytics query METRICS…` */
export default class QueryCommand extends StoreCommand {
  static override summary = 'Answer a question for metrics.';
  static override description =
    'The rows are the combinations of the dimensions of --by, of each bucket of --grain; one row without. What metrics ' +
    'there are and what each can be broken down by: lms-analytics metrics list.';

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
      description: 'Where the numbers come from',
      command: 'lms-analytics query learning_time --by course --explain',
    },
  ];

  static override args = {
    metrics: textArgument({ required: true, multiple: true, description: 'The metrics, such as enrollments.' }),
  };

  static override flags = {
    by: string({
      description: 'Break down by a dimension, such as course or learner.region.',
      helpValue: 'DIMENSION',
      multiple: true,
      multipleNonGreedy: true,
    }),
    grain: option({ options: grains, description: 'Break down by time.' })(),
    ...periodFlags,
    format: option({ options: answerFormats, description: 'How the answer is written.', default: 'table' as const })(),
    explain: boolean({ description: 'Say how it is answered, instead of answering.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(QueryCommand);
    const { by, grain, json } = flags;
    const question = { metrics: args.metrics, by, grain, ...readQuestion(flags) };
    await withAnalytics({ url: flags.store, mode: 'read' }, async (analytics) => {
      if (flags.explain) await writeExplanation(await analytics.explain(question), { json });
      else await writeAnswer(analytics.stream(question), json ? 'json' : flags.format);
    });
  }
}
