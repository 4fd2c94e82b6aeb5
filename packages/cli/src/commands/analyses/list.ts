import { BaseCommand } from '../../base-command.js';
import { writeOut } from '../../output/write-out.js';

/** `lms-analytics analyses list` */
export default class AnalysesListCommand extends BaseCommand {
  static override summary = 'Every analysis: its id and what it says.';
  static override examples = [
    { description: 'To read', command: 'lms-analytics analyses list' },
    { description: 'For a program', command: 'lms-analytics analyses list --json' },
  ];

  async run(): Promise<void> {
    const { flags } = await this.parse(AnalysesListCommand);
    const { loadCatalogue } = await import('../../catalogue/load-catalogue.js');
    const { describeAnswerable } = await import('../../catalogue/describe-answerable.js');
    const analyses = (await loadCatalogue(undefined)).analyses.map(describeAnswerable);
    if (flags.json) return writeOut(`${JSON.stringify(analyses, null, 2)}\n`);
    const { drawTable, terminalWidth } = await import('../../table/draw-table.js');
    const { textColumns } = await import('../../table/text-columns.js');
    const rows = analyses.map(({ id, description }) => [id, description]);
    await writeOut(drawTable(textColumns(['Analysis', 'What it says'], rows), terminalWidth()));
  }
}
