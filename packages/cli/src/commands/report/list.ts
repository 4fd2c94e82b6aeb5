import { writeOut } from '../../output/write-out.js';
import { StoreCommand } from '../../store-command.js';

/** `lms-analytics report list` */
export default class ReportListCommand extends StoreCommand {
  static override summary = 'Every report: of the toolkit, of the configuration, and saved.';
  static override examples = [
    { description: 'To read', command: 'lms-analytics report list' },
    { description: 'For a program', command: 'lms-analytics report list --json' },
  ];

  async run(): Promise<void> {
    const { flags } = await this.parse(ReportListCommand);
    const { listReports } = await import('../../catalogue/report-list.js');
    const reports = await listReports(flags);
    if (flags.json) return writeOut(`${JSON.stringify(reports, null, 2)}\n`);
    const { drawTable, terminalWidth } = await import('../../table/draw-table.js');
    const { textColumns } = await import('../../table/text-columns.js');
    const rows = reports.map(({ id, origin, description }) => [id, origin, description]);
    await writeOut(drawTable(textColumns(['Report', 'From', 'What it is'], rows), terminalWidth()));
  }
}
