import { string as textArgument } from '@oclif/core/args';
import { boolean, string } from '@oclif/core/flags';
import { exitCode } from '../exit-code.js';
import type { Summary } from '../ingest/summary.js';
import { exitCodeOfSignal } from '../on-interrupt.js';
import { say, writeOut } from '../output/write-out.js';
import { chooseStore } from '../store/store-url.js';
import { StoreCommand } from '../store-command.js';

/** `lms-analytics ingest FILES…|-` */
export default class IngestCommand extends StoreCommand {
  static override summary = 'Take events from files, or from stdin.';
  static override description =
    'Files are NDJSON (an event a line) or a JSON array, also gzipped. An event counts once, however often and in ' +
    'whatever order it is given, so giving a file again is safe. Events that do not fit are rejected, the others go in; ' +
    'the exit code is then 3. Where an input cannot be read to its end, what came before goes in; the code is 1. What ' +
    '--rejects wrote can be mended and ingested. With STORE_PII=false in the environment email and name of learners are ' +
    'not stored. What an event looks like: lms-analytics events list.';

  static override examples = [
    { description: 'One file, or many', command: 'lms-analytics ingest events.ndjson more-events.ndjson.gz' },
    { description: 'From another program', command: 'cat events.ndjson | lms-analytics ingest -' },
    { description: 'Only say what is wrong with it', command: 'lms-analytics ingest events.ndjson --check' },
    {
      description: 'Keep what was rejected, with every reason',
      command: 'lms-analytics ingest events.ndjson --rejects rejected.ndjson',
    },
    {
      description: 'Take what was rejected, once its "event" is mended',
      command: 'lms-analytics ingest rejected.ndjson --rejects still-rejected.ndjson',
    },
  ];

  static override args = {
    files: textArgument({ required: true, multiple: true, description: 'Files of events; - is stdin.' }),
  };

  static override flags = {
    check: boolean({ description: 'Validate only; nothing is stored.' }),
    rejects: string({
      description:
        'Write rejected events to this file, a line each: file, line, id, problems and the event (as text where it is ' +
        'not JSON, base64 where it is not UTF-8). Mended there, or each line replaced by an event, it is an input.',
      helpValue: 'FILE',
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(IngestCommand);
    const { check, rejects, progress, tenant, json } = flags;
    const { takeEvents } = await import('../ingest/take-events.js');
    const { interruptedText, problemsText, summaryOf, summaryText } = await import('../ingest/summary.js');
    const { tally, endedBy, failure } = await takeEvents({
      names: args.files,
      store: () => chooseStore(flags),
      ...{ tenant, check, rejects, progress },
    });
    const summary = summaryOf(tally, { check });
    if (failure) {
      const problems = problemsText(tally, { rejects });
      if (!json) say(`${summaryText(summary)}\n`);
      if (problems) say(`${problems}\n`);
      throw await withCounts(failure, summary);
    }
    // Said first: whoever reads the counts may be gone, and the code is still to be right.
    if (endedBy) process.exitCode = exitCodeOfSignal(endedBy);
    else if (tally.counts.rejected > 0) process.exitCode = exitCode.someRejected;
    if (endedBy) say(interruptedText({ check }));
    await writeOut(`${json ? JSON.stringify(summary) : summaryText(summary)}\n`);
    if (tally.total === 0 && !endedBy) say('There were no events.');
    const problems = problemsText(tally, { rejects });
    if (problems) say(problems);
  }
}

/** An error of an input, which also says what was taken before it. */
async function withCounts(error: unknown, counts: Summary): Promise<unknown> {
  const { AnalyticsError } = await import('@lms-analytics/core');
  if (!(error instanceof AnalyticsError)) return error;
  const { code, message, details } = error;
  return new AnalyticsError(code, message, { details: { ...details, counts }, cause: error });
}
