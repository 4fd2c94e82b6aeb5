import { eventTypes } from '@lms-analytics/core/events';
import { fieldsOf } from '../../../packages/cli/dist/catalogue/describe-event.js';
import { code, page, table } from './markdown.js';

const introduction = `An event is a JSON object with an \`id\`, a \`type\`, a time (\`occurredAt\`, RFC 3339 with an offset) and the \`data\` of its
type; \`tenantId\` says whose it is, \`default\` where absent. CloudEvents 1.0 in JSON is read as well. Members that are not
listed are kept and not read; one that is optional may be null. \`lms-analytics events show TYPE --schema\` gives the JSON
Schema of a type, \`lms-analytics ingest FILE --check\` says what is wrong with the events of a file.

\`\`\`json
{"id":"e1","type":"UserEnrolled","occurredAt":"2026-03-02T09:00:00Z","data":{"userId":"ada","courseId":"logic"}}
\`\`\`

An event counts once, by its tenant and id, in whatever order events come. Its type says what it makes true.`;

/** The page of the event types. */
export function eventsPage() {
  const rows = Object.entries(eventTypes).map(([type, { topic, description }]) => [
    `[${code(type)}](#${type.toLowerCase()})`,
    description,
    topic,
  ]);
  const sections = Object.keys(eventTypes).map(eventSection);
  return page('Events', introduction, table(['type', 'what it makes true', 'topic'], rows), ...sections);
}

function eventSection(type) {
  const rows = fieldsOf(type).map(({ name, required, type: kind, description }) => [
    code(name),
    required ? 'required' : 'optional',
    kind,
    description,
  ]);
  return [
    `## ${code(type)}`,
    eventTypes[type].description,
    table(['member of data', 'need', 'type', 'what it says'], rows),
  ].join('\n\n');
}
