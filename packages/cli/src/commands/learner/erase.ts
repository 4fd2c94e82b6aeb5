import { string as textArgument } from '@oclif/core/args';
import { boolean } from '@oclif/core/flags';
import { exitCode } from '../../exit-code.js';
import { writeOut } from '../../output/write-out.js';
import { chooseStore } from '../../store/store-url.js';
import { withAnalytics } from '../../store/with-analytics.js';
import { StoreCommand } from '../../store-command.js';

/** `lms-analytics learner erase ID` */
export default class LearnerEraseCommand extends StoreCommand {
  static override summary = 'Remove all that is known of a learner, and print a receipt.';
  static override description =
    'Events, ids, facts, email and name are removed, and later events about the learner are blocked; of the learner only ' +
    'a keyed hash stays. The bytes go too: the store is written anew, which takes its time and room on the disk for a ' +
    'second copy. The receipt lists what was removed, and where copies may be that are out of reach. It asks before it ' +
    'begins; --yes answers. In PostgreSQL it needs ERASURE_KEY, a secret that stays the same for ever. The exit code is 1 ' +
    'where rows were removed and their bytes could not be.';

  static override examples = [
    { description: 'Without being asked', command: 'lms-analytics learner erase ada --yes' },
    { description: 'A receipt for a program', command: 'lms-analytics learner erase ada --yes --json' },
  ];

  static override args = {
    id: textArgument({ required: true, description: 'The learner.' }),
  };

  static override flags = {
    yes: boolean({ char: 'y', description: 'Do not ask.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(LearnerEraseCommand);
    const { confirmErasure } = await import('../../learner/confirm-erasure.js');
    const { renderReceipt } = await import('../../learner/render-receipt.js');
    const store = await chooseStore(flags);
    // Looked at first: opening a store for writing would make one where there is none.
    const known = await withAnalytics({ ...store, mode: 'read' }, (analytics) =>
      analytics.learners.export(args.id, flags.tenant),
    );
    if (!flags.yes) await confirmErasure(known);
    const receipt = await withAnalytics({ ...store, mode: 'write' }, (analytics) =>
      analytics.learners.erase(args.id, flags.tenant),
    );
    if (!receipt.bytes.isComplete) process.exitCode = exitCode.failed;
    await writeOut(flags.json ? `${JSON.stringify(receipt, null, 2)}\n` : renderReceipt(receipt));
  }
}
