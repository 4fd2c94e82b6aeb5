import { numberText } from '../../output/number-text.js';
import { removalFlags } from '../../remove/removal-flags.js';
import { remove } from '../../remove/remove.js';
import { StoreCommand } from '../../store-command.js';

/** `lms-analytics remove raw-events` */
export default class RemoveRawEventsCommand extends StoreCommand {
  static override summary = 'Remove the texts of events that were received before a moment.';
  static override description =
    'Facts, answers and identities stay: an event that is given again is a duplicate. What only the texts say is gone, and ' +
    'verify and learner export say so from then on. It asks before it begins; --yes answers, --dry-run only counts. The ' +
    'embedded store is written anew, which takes room on the disk for a second copy. In PostgreSQL others go on writing; ' +
    'months in which no tenant has events any more are dropped, and vacuum removes the bytes of the others.';

  static override examples = [
    {
      description: 'How many there would be',
      command: 'lms-analytics remove raw-events --before 2025-09-01 --dry-run',
    },
    { description: 'Without being asked', command: 'lms-analytics remove raw-events --before 2025-09-01 --yes' },
    { description: 'For a program', command: 'lms-analytics remove raw-events --before 2025-09-01 --yes --json' },
  ];

  static override flags = removalFlags;

  async run(): Promise<void> {
    const { flags } = await this.parse(RemoveRawEventsCommand);
    await remove(flags, {
      remove: (analytics, options) => analytics.removeRawEvents(options),
      countOf: ({ events }) => events,
      text: ({ tenantId, before, events, kept }) =>
        `${numberText(events)} of ${numberText(events + kept)} raw events of ${tenantId} were received before ${before}.`,
    });
  }
}
