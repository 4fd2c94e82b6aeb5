import { writeOut } from '../../output/write-out.js';
import { StoreCommand } from '../../store-command.js';

/** `lms-analytics metrics list` */
export default class MetricsListCommand extends StoreCommand {
  static override summary = 'Every metric: its id, unit and meaning.';
  static override examples = [
    { description: 'To read', command: 'lms-analytics metrics list' },
    { description: 'For a program', command: 'lms-analytics metrics list --json' },
  ];

  async run(): Promise<void> {
    const { flags } = await this.parse(MetricsListCommand);
    const { metrics } = await import('@lms-analytics/core');
    const { describeMetric } = await import('../../catalogue/describe-metric.js');
    const described = metrics.map(describeMetric);
    if (flags.json) return writeOut(`${JSON.stringify(described, null, 2)}\n`);
    const { drawTable, terminalWidth } = await import('../../table/draw-table.js');
    const { textColumns } = await import('../../table/text-columns.js');
    const rows = described.map(({ id, unit, description }) => [id, unit, description]);
    await writeOut(drawTable(textColumns(['Metric', 'Unit', 'What it is'], rows), terminalWidth()));
  }
}
