import { numberText } from '../../output/number-text.js';
import { removalFlags } from '../../remove/removal-flags.js';
import { remove } from '../../remove/remove.js';
import { StoreCommand } from '../../store-command.js';

/** `lms-analytics remove activity` */
export default class RemoveActivityCommand extends StoreCommand {
  static override summary = 'Remove who did what before a month: recorded activity, not its sums.';
  static override description =
    'It needs rollups, which backfill makes. Of what was recorded before the start of a month, sums by course and quarter ' +
    'hour stay, the learners of each day by course, and when each was active last: what rollups answer is answered as ' +
    'before, and what needs more is refused. Enrollments, completions and attempts stay. The time zone of the tenant cannot ' +
    'be changed any more. It asks before it begins; --yes answers, --dry-run only counts.';

  static override examples = [
    {
      description: 'How many there would be',
      command: 'lms-analytics backfill && lms-analytics remove activity --before 2025-09-01 --dry-run',
    },
    {
      description: 'Without being asked',
      command: 'lms-analytics backfill && lms-analytics remove activity --before 2025-09-01 --yes',
    },
    {
      description: 'For a program',
      command: 'lms-analytics backfill > made.txt && lms-analytics remove activity --before 2025-09-01 --yes --json',
    },
  ];

  static override flags = removalFlags;

  async run(): Promise<void> {
    const { flags } = await this.parse(RemoveActivityCommand);
    await remove(flags, {
      remove: (analytics, options) => analytics.removeActivity(options),
      countOf: ({ activities }) => activities,
      text: ({ tenantId, before, activities }) =>
        `${numberText(activities)} activities of single learners of ${tenantId} were recorded before ${before}.`,
    });
  }
}
