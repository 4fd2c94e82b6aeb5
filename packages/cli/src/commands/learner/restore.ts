import type { Restoration } from '@lms-analytics/core';
import { string as textArgument } from '@oclif/core/args';
import { writeOut } from '../../output/write-out.js';
import { chooseStore } from '../../store/store-url.js';
import { withAnalytics } from '../../store/with-analytics.js';
import { StoreCommand } from '../../store-command.js';

/** `lms-analytics learner restore ID` */
export default class LearnerRestoreCommand extends StoreCommand {
  static override summary = 'Let an erased learner count again.';
  static override description =
    'Events about the learner that are given from now on are taken. What was erased does not come back by itself: its ' +
    'events have to be given again.';

  static override examples = [
    { description: 'One who was erased by mistake', command: 'lms-analytics learner restore ada' },
  ];

  static override args = {
    id: textArgument({ required: true, description: 'The learner.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(LearnerRestoreCommand);
    const store = await chooseStore(flags);
    // Looked at first: opening a store for writing would make one where there is none.
    await withAnalytics({ ...store, mode: 'read' }, (analytics) => analytics.learners.export(args.id, flags.tenant));
    const restored = await withAnalytics({ ...store, mode: 'write' }, (analytics) =>
      analytics.learners.restore(args.id, flags.tenant),
    );
    await writeOut(`${flags.json ? JSON.stringify(restored) : sentence(restored)}\n`);
  }
}

function sentence({ userId, tenantId, erasedAt }: Restoration): string {
  if (erasedAt === null) return `${userId} of tenant ${tenantId} was not erased; nothing had to be done.`;
  return (
    `${userId} of tenant ${tenantId}, erased ${erasedAt}, counts again: events that are given from now on are taken. ` +
    'What was erased is not back; give its events again to have it.'
  );
}
