import { boolean, integer } from '@oclif/core/flags';
import { numberText } from '../output/number-text.js';
import { writeOut } from '../output/write-out.js';
import { requireChosenStore } from '../store/open-chosen-store.js';
import { chooseStore } from '../store/store-url.js';
import { withAnalytics } from '../store/with-analytics.js';
import { StoreCommand } from '../store-command.js';

/** `lms-analytics refresh` */
export default class RefreshCommand extends StoreCommand {
  static override summary = 'Bring rollups up to date where facts have changed.';
  static override description =
    'Answers are exact before it and after it: where facts have changed, they are asked. It makes answers cheap again. ' +
    'Each tenant has its turn after the other. Rollups are made first by backfill.';

  static override examples = [
    { description: 'Every few minutes, from cron', command: 'lms-analytics refresh --all' },
    { description: 'A part, for a program', command: 'lms-analytics refresh --limit 1000 --json' },
  ];

  static override flags = {
    all: boolean({ description: 'The rollups of every tenant, not of --tenant alone.', default: false }),
    limit: integer({ description: 'The most hours of courses that are brought up to date.', min: 1, helpValue: 'N' }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(RefreshCommand);
    const options = { ...(!flags.all && { tenantId: flags.tenant }), limit: flags.limit };
    const store = await chooseStore(flags);
    await requireChosenStore(store);
    const refreshed = await withAnalytics({ ...store, mode: 'write' }, (analytics) => analytics.refresh(options));
    const { hours } = refreshed;
    await writeOut(
      flags.json
        ? `${JSON.stringify(refreshed)}\n`
        : `${numberText(hours)} ${hours === 1 ? 'hour' : 'hours'} of courses brought up to date.\n`,
    );
  }
}
