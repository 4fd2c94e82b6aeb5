import { string as textArgument } from '@oclif/core/args';
import { writeOut } from '../../output/write-out.js';
import { withConfiguredAnalytics } from '../../store/with-analytics.js';
import { StoreCommand } from '../../store-command.js';

/** `lms-analytics report save NAME FILE|-` */
export default class ReportSaveCommand extends StoreCommand {
  static override summary = 'Save a question for metrics as a report.';
  static override description =
    'The question is JSON: {"metrics": ["active_learners"], "grain": "week", "last": "12w"}; further members: by, where, ' +
    'from, to, asOf, timeZone, weekStart, compare, attempts, orderBy, limit. What was saved under the name before is ' +
    'replaced. lms-analytics report NAME answers it.';

  static override examples = [
    { description: 'From a file', command: 'lms-analytics report save weekly-activity question.json' },
    {
      description: 'From another program',
      command: `echo '{"metrics": ["pass_rate"], "by": ["assessment"]}' | lms-analytics report save pass-rates -`,
    },
  ];

  static override args = {
    name: textArgument({ required: true, description: 'What it will be called: a-z 0-9 . _ -' }),
    file: textArgument({ required: true, description: 'The question; - is stdin.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ReportSaveCommand);
    const { readQuestionFile } = await import('../../question/read-question-file.js');
    const question = await readQuestionFile(args.file);
    const saved = await withConfiguredAnalytics(flags, 'write', (analytics) =>
      analytics.savedReports.save(args.name, question, flags.tenant),
    );
    const { name } = saved;
    await writeOut(flags.json ? `${JSON.stringify(saved)}\n` : `Saved; lms-analytics report ${name} answers it.\n`);
  }
}
