import { writeOut } from '../../output/write-out.js';
import { withReaders } from '../../store/with-readers.js';
import { StoreCommand } from '../../store-command.js';

/** `lms-analytics readers list` */
export default class ReadersListCommand extends StoreCommand {
  static override summary = 'Every role that reads the facts with another tool, and of which tenant.';
  static override examples = [
    {
      description: 'Of all tenants',
      command: 'lms-analytics readers list --store "$DATABASE_URL"',
    },
  ];

  async run(): Promise<void> {
    const { flags } = await this.parse(ReadersListCommand);
    const readers = await withReaders(flags, (opened) => opened.list());
    if (flags.json) return writeOut(`${JSON.stringify(readers, null, 2)}\n`);
    const { drawTable, terminalWidth } = await import('../../table/draw-table.js');
    const { textColumns } = await import('../../table/text-columns.js');
    const rows = readers.map(({ role, tenantId }) => [role, tenantId]);
    await writeOut(drawTable(textColumns(['Role', 'Tenant'], rows), terminalWidth()));
  }
}
