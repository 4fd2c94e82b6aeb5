import { exitCode } from '../exit-code.js';
import { say, writeOut } from '../output/write-out.js';
import { requireChosenStore } from '../store/open-chosen-store.js';
import { chooseStore } from '../store/store-url.js';
import { withAnalytics } from '../store/with-analytics.js';
import { StoreCommand } from '../store-command.js';

/** `lms-analytics vacuum` */
export default class VacuumCommand extends StoreCommand {
  static override summary = 'Write the store anew, without the bytes of what was removed.';
  static override description =
    'UserDeleted removes the rows of a learner; their bytes stay in the files of the store until they are overwritten, ' +
    'or until this command. learner erase does it by itself. It is for all tenants, takes its time and room on the disk ' +
    'for a second copy, and others wait for it. The exit code is 1 where something was in the way.';

  static override examples = [{ description: 'By night', command: 'lms-analytics vacuum' }];

  async run(): Promise<void> {
    const { flags } = await this.parse(VacuumCommand);
    const store = await chooseStore(flags);
    await requireChosenStore(store);
    const outcome = await withAnalytics({ ...store, mode: 'write' }, (analytics) => analytics.vacuum());
    if (!outcome.isComplete) process.exitCode = exitCode.failed;
    if (flags.json) return writeOut(`${JSON.stringify(outcome)}\n`);
    if (outcome.isComplete) return writeOut('The bytes of what was removed are gone from the files of the store.\n');
    say(`Bytes of what was removed are still in the files of the store: ${outcome.reason}.`);
  }
}
