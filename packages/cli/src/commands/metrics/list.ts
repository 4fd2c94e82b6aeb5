import { BaseCommand } from '../../base-command.js';
import { configFlag } from '../../config/config-flag.js';
import { writeOut } from '../../output/write-out.js';

/** `lms-analytics metrics list` */
export default class MetricsListCommand extends BaseCommand {
  static override summary = 'Every metric: its id, unit and meaning.';
  static override examples = [
    { description: 'To read', command: 'lms-analytics metrics list' },
    { description: 'For a program', command: 'lms-analytics metrics list --json' },
  ];

  static override flags = configFlag;

  async run(): Promise<void> {
    const { flags } = await this.parse(MetricsListCommand);
    const { loadCatalogue } = await import('../../catalogue/load-catalogue.js');
    const { describeMetric } = await import('../../catalogue/describe-metric.js');
    const described = (await loadCatalogue(flags.config)).metrics.map(describeMetric);
    if (flags.json) return writeOut(`${JSON.stringify(described, null, 2)}\n`);
    const { drawTable, terminalWidth } = await import('../../table/draw-table.js');
    const { textColumns } = await import('../../table/text-columns.js');
    const rows = described.map(({ id, unit, description }) => [id, unit, description]);
    await writeOut(drawTable(textColumns(['Metric', 'Unit', 'What it is'], rows), terminalWidth()));
  }
}
