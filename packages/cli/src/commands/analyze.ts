import { string as textArgument } from '@oclif/core/args';
import { answerFlags } from '../output/answer-flags.js';
import { answerQuestion } from '../output/answer-question.js';
import { analysisFlags, subjectFlags } from '../question/parameter-flags.js';
import { periodFlags } from '../question/period-flags.js';
import { given, readFrame } from '../question/read-question.js';
import { attemptsFlag } from '../question/table-flags.js';
import { StoreCommand } from '../store-command.js';

/** `lms-analytics analyze NAME` */
export default class AnalyzeCommand extends StoreCommand {
  static override summary = 'Answer an analysis: a funnel, retention, scores, items, one learner, …';
  static override description =
    'What analyses there are: lms-analytics analyses list; the parameters of one: lms-analytics analyses show NAME. To ' +
    'be read, each is drawn in its own way, such as with bars; --format csv, json or ndjson gives its rows.';

  static override examples = [
    {
      description: 'Who comes back, of those who enrolled in a month',
      command: 'lms-analytics analyze retention --cohort month --weeks 8 --last 6m',
    },
    {
      description: 'How the scores of a quiz are spread, each learner once',
      command:
        'lms-analytics analyze score_distribution --course math-110 --assessment quiz-1 --attempts best --bins 5 --last all',
    },
    {
      description: 'How good its questions are, for a spreadsheet',
      command: 'lms-analytics analyze item_analysis --course math-110 --assessment quiz-1 --last all --format csv',
    },
    { description: 'What a learner did', command: 'lms-analytics analyze learner_steps --user ada' },
    {
      description: 'When learners are at work',
      command: 'lms-analytics analyze activity_heatmap --time-zone Europe/Paris',
    },
  ];

  static override args = {
    name: textArgument({ required: true, description: 'The analysis, such as retention; analyses list names all.' }),
  };

  static override flags = { ...subjectFlags, ...analysisFlags, ...attemptsFlag, ...periodFlags, ...answerFlags };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(AnalyzeCommand);
    const { course, assessment, item, user, metric, limit, bins, weeks, cohort, attempts } = flags;
    const parameters = given({ course, assessment, item, user, metric, limit, bins, weeks, cohort, attempts });
    await answerQuestion({ analysis: args.name, ...parameters, ...readFrame(flags) }, flags);
  }
}
