import { string as textArgument } from '@oclif/core/args';
import { writeOut } from '../../output/write-out.js';
import { withReaders } from '../../store/with-readers.js';
import { StoreCommand } from '../../store-command.js';

/** `lms-analytics readers revoke ROLE` */
export default class ReadersRevokeCommand extends StoreCommand {
  static override summary = 'Take from a role what readers grant gave; do so before the role is dropped.';
  static override examples = [
    {
      description: 'A tool that is not used any more',
      command: 'lms-analytics readers revoke metabase --store "$DATABASE_URL"',
    },
  ];

  static override args = {
    role: textArgument({ required: true, description: 'The role.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ReadersRevokeCommand);
    const { role } = args;
    const isRevoked = await withReaders(flags, (readers) => readers.revoke(role));
    const sentence = isRevoked ? `${role} reads nothing any more.` : `${role} was no reader; nothing had to be done.`;
    await writeOut(flags.json ? `${JSON.stringify({ role, revoked: isRevoked })}\n` : `${sentence}\n`);
  }
}
