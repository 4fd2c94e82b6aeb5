import { string as textArgument } from '@oclif/core/args';
import { cancelOnInterrupt } from '../cancel-on-interrupt.js';
import { exitCode } from '../exit-code.js';
import { writeOut } from '../output/write-out.js';
import { withConfiguredAnalytics } from '../store/with-analytics.js';
import { StoreCommand } from '../store-command.js';

/** `lms-analytics ask FILE|-` */
export default class AskCommand extends StoreCommand {
  static override summary = 'Answer questions given as JSON.';
  static override description =
    'A question is an object that names metrics, an analysis or a report: {"metrics": ["enrollments"], "by": ["course"], ' +
    '"last": "30d"}, {"analysis": "retention", "weeks": 8} or {"report": "module-funnel", "course": "math-110"}. Every ' +
    'one may have tenantId, from, to, last, asOf, timeZone, weekStart and where; one for metrics also by, grain, compare, ' +
    'attempts, orderBy and limit; the parameters of others are said by analyses show and report show. They come as ' +
    'NDJSON, as a JSON array, or as one object; the answers are NDJSON in the same order, each as soon as it is known. ' +
    'For one that cannot be asked the answer is {"error": {"code", "message", "details"}}, and the exit code stays 0.';

  static override examples = [
    { description: 'The questions of a file', command: 'lms-analytics ask questions.ndjson' },
    {
      description: 'One question',
      command: `echo '{"metrics": ["enrollments"], "by": ["course"], "last": "all"}' | lms-analytics ask -`,
    },
    {
      description: 'A report that is not saved anywhere',
      command: `echo '{"report":"custom","metrics":["pass_rate"],"by":["assessment"]}' | lms-analytics ask -`,
    },
  ];

  static override args = {
    file: textArgument({ required: true, description: 'The questions; - is stdin.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(AskCommand);
    const { openInputs } = await import('../ingest/open-inputs.js');
    const { readQuestions } = await import('../question/read-questions.js');
    const { answerQuestions } = await import('../question/answer-questions.js');
    const [input] = await openInputs([args.file]);
    const answer = (signal: AbortSignal) =>
      withConfiguredAnalytics(flags, 'read', async (analytics) => {
        const questions = readQuestions(input!.open(), input!.name);
        for await (const { line, error } of answerQuestions(questions, { analytics, tenantId: flags.tenant, signal })) {
          await writeOut(line);
          if (error?.code === 'internal_error') process.exitCode = exitCode.failed;
        }
      });
    await cancelOnInterrupt(answer);
  }
}
