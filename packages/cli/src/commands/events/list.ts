import { BaseCommand } from '../../base-command.js';
import { writeOut } from '../../output/write-out.js';

/** `lms-analytics events list` */
export default class EventsListCommand extends BaseCommand {
  static override summary = 'Every event type: its topic and what it makes true.';
  static override examples = [
    { description: 'To read', command: 'lms-analytics events list' },
    { description: 'For a program', command: 'lms-analytics events list --json' },
  ];

  async run(): Promise<void> {
    const { flags } = await this.parse(EventsListCommand);
    const { eventTypes } = await import('@lms-analytics/core/events');
    const types = Object.entries(eventTypes).map(([type, { topic, description }]) => ({ type, topic, description }));
    if (flags.json) return writeOut(`${JSON.stringify(types, null, 2)}\n`);
    const { drawTable, terminalWidth } = await import('../../table/draw-table.js');
    const { textColumns } = await import('../../table/text-columns.js');
    const rows = types.map(({ type, topic, description }) => [type, topic, description]);
    await writeOut(drawTable(textColumns(['Type', 'Topic', 'What it says'], rows), terminalWidth()));
  }
}
