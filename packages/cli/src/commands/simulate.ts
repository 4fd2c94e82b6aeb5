import { integer, string } from '@oclif/core/flags';
import { BaseCommand } from '../base-command.js';
import { exitCodeOfSignal } from '../on-interrupt.js';
import { numberText } from '../output/number-text.js';
import { say, writeOut } from '../output/write-out.js';
import { shareFlag } from '../simulate/share-flag.js';

const NOW = 'now';
const helpGroup = 'ARRIVAL';

/** `lms-analytics simulate` */
export default class SimulateCommand extends BaseCommand {
  static override summary = 'Make up a term of a school, as events.';
  static override description = [
    'Six courses of 14 weeks, about 300 events a learner, as NDJSON: who enrolls and who leaves, what is viewed, handed in, marked and marked again. The events come in the order in which they occur, unless a flag says otherwise; no such flag changes an answer of a store.',
    'The same flags give the same bytes, of any size in little memory.',
    'Events go to stdout, or to a file with --out; the result is then how many there are. --until now ends a term that has begun today.',
  ].join('\n');

  static override examples = [
    { description: 'Into the store', command: 'lms-analytics simulate --learners 100 | lms-analytics ingest -' },
    {
      description: 'A term that is under way',
      command: 'lms-analytics simulate --starts-at 2026-09-07 --until now --out term.ndjson.gz',
    },
    {
      description: 'A second term beside it, with other learners in the same courses',
      command: 'lms-analytics simulate --seed 2 --prefix spring- --starts-at 2027-02-01 --out spring.ndjson',
    },
    {
      description: 'As events come from real systems',
      command: 'lms-analytics simulate --late 5% --out-of-order 20% --duplicates 1% --out events.ndjson',
    },
  ];

  static override flags = {
    learners: integer({ description: 'How many learners.', helpValue: 'N', min: 0, default: 300 }),
    seed: integer({ description: 'Another number is another term.', helpValue: 'N', min: 0, default: 1 }),
    prefix: string({
      description:
        'What the ids of learners, attempts and events begin with. All terms have the same ids without: one that is to ' +
        'stand beside another in a tenant needs its own.',
      helpValue: 'TEXT',
    }),
    'starts-at': string({
      description: 'The term begins on the Monday (UTC) on or before this date.',
      helpValue: 'DATE',
      default: '2025-09-01',
    }),
    until: string({
      description: 'Leave out what occurs after this date or moment, or after now; the whole term where absent.',
      helpValue: 'DATE|now',
    }),
    regrades: shareFlag('regrades', {
      description: 'The share of results that a teacher changes 1 to 14 days later: from 0 to 1, or as 5%.',
      defaultShare: 0.02,
    }),
    late: shareFlag('late', {
      description: 'The share of events that come an hour to three weeks after those of their time.',
      helpGroup,
    }),
    'out-of-order': shareFlag('out-of-order', {
      description: 'The share of events that up to 64 later ones overtake.',
      helpGroup,
    }),
    duplicates: shareFlag('duplicates', {
      description: 'The share of events that come a second time, at once or up to two weeks later.',
      helpGroup,
    }),
    out: string({
      description: 'Write the events to this file, gzipped where its name ends in .gz.',
      helpValue: 'FILE',
    }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(SimulateCommand);
    const { out, progress, json, until } = flags;
    const { simulateTerm } = await import('../simulate/simulate-term.js');
    const { lines, endedBy } = await simulateTerm(
      {
        ...{ learners: flags.learners, seed: flags.seed, startsAt: flags['starts-at'] },
        ...(flags.prefix !== undefined && { prefix: flags.prefix }),
        ...(until !== undefined && { until: until === NOW ? new Date() : until }),
        ...{ regrades: flags.regrades, late: flags.late },
        ...{ outOfOrder: flags['out-of-order'], duplicates: flags.duplicates },
      },
      { out, progress },
    );
    if (endedBy) {
      say(`Interrupted: ${numberText(lines.events)} events were written, each of them whole.`);
      process.exitCode = exitCodeOfSignal(endedBy);
    }
    if (out === undefined) return;
    const { summarizeTerm, summaryText } = await import('../simulate/term-summary.js');
    const summary = summarizeTerm(out, lines);
    await writeOut(json ? `${JSON.stringify(summary)}\n` : summaryText(summary));
    if (!endedBy) say(`Take them with: lms-analytics ingest ${out}`);
  }
}
