import { string as textArgument } from '@oclif/core/args';
import { boolean } from '@oclif/core/flags';
import { BaseCommand } from '../../base-command.js';
import { writeOut } from '../../output/write-out.js';

/** `lms-analytics events show TYPE` */
export default class EventsShowCommand extends BaseCommand {
  static override summary = 'One event type: the members of its data, or its JSON Schema.';
  static override examples = [
    { description: 'To read', command: 'lms-analytics events show UserEnrolled' },
    {
      description: 'JSON Schema of the whole event',
      command: 'lms-analytics events show AssessmentCompleted --schema',
    },
  ];

  static override args = {
    type: textArgument({ required: true, description: 'The event type, such as UserEnrolled.' }),
  };

  static override flags = {
    schema: boolean({ description: 'Write the JSON Schema (draft 2020-12).' }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(EventsShowCommand);
    const { eventJsonSchema, eventTypes } = await import('@lms-analytics/core/events');
    const { eventTypeOf, fieldsOf } = await import('../../catalogue/describe-event.js');
    const type = eventTypeOf(args.type);
    const { topic, description } = eventTypes[type];
    const fields = fieldsOf(type);
    if (flags.schema) return writeOut(`${JSON.stringify(eventJsonSchema(type), null, 2)}\n`);
    if (flags.json) return writeOut(`${JSON.stringify({ type, topic, description, data: fields }, null, 2)}\n`);
    const { drawTable, terminalWidth } = await import('../../table/draw-table.js');
    const { textColumns } = await import('../../table/text-columns.js');
    const rows = fields.map(({ name, required, type: text, description: meaning }) => [
      name,
      text,
      required ? 'required' : '',
      meaning,
    ]);
    await writeOut(
      `${description}\n\n{ "id": "…", "type": "${type}", "occurredAt": "2026-03-01T09:30:00Z", "data": { … } }\n\n` +
        drawTable(textColumns(['Member of data', 'Type', '', 'What it says'], rows), terminalWidth()),
    );
  }
}
