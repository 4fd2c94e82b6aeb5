import { string as textArgument } from '@oclif/core/args';
import { writeOut } from '../../output/write-out.js';
import { withReaders } from '../../store/with-readers.js';
import { StoreCommand } from '../../store-command.js';

/** `lms-analytics readers grant ROLE` */
export default class ReadersGrantCommand extends StoreCommand {
  static override summary = 'Let a role of the PostgreSQL database read the facts of one tenant.';
  static override description =
    'For Metabase, Grafana and others: the role reads the views lms_analytics.v_…, writes nothing, and sees no other ' +
    'tenant. It must be there (CREATE ROLE metabase LOGIN PASSWORD …) and be for this alone. The store is named with the ' +
    'owner of its schema.';

  static override examples = [
    {
      description: 'The learners of one institution',
      command: 'lms-analytics readers grant metabase --tenant north --store "$DATABASE_URL"',
    },
  ];

  static override args = {
    role: textArgument({ required: true, description: 'The role that the tool connects as.' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ReadersGrantCommand);
    const reader = { role: args.role, tenantId: flags.tenant };
    await withReaders(flags, (readers) => readers.grant(reader));
    await writeOut(
      flags.json
        ? `${JSON.stringify(reader)}\n`
        : `${reader.role} reads the tenant ${reader.tenantId}, and no other.\n`,
    );
  }
}
