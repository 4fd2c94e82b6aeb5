import { string as textArgument } from '@oclif/core/args';
import { writeOut } from '../../output/write-out.js';
import { chooseStore } from '../../store/store-url.js';
import { withAnalytics } from '../../store/with-analytics.js';
import { StoreCommand } from '../../store-command.js';

/** `lms-analytics learner export ID` */
export default class LearnerExportCommand extends StoreCommand {
  static override summary = 'Write all that is known of a learner, as JSON.';
  static override description =
    'By table: the events as they came, their ids, activity, the facts and the logs that they follow from, email and ' +
    'name; whether the learner is erased, and up to when raw events and activity were removed. Of a learner nothing is known of, every ' +
    'table is empty.';

  static override examples = [{ description: 'For the learner who asks', command: 'lms-analytics learner export ada' }];

  static override args = {
    id: textArgument({ required: true, description: 'The learner.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(LearnerExportCommand);
    const store = await chooseStore(flags);
    const known = await withAnalytics({ ...store, mode: 'read' }, (analytics) =>
      analytics.learners.export(args.id, flags.tenant),
    );
    await writeOut(`${JSON.stringify(known, null, 2)}\n`);
  }
}
