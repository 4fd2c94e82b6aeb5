/**
 * The events of a learning management system: their types, validation and JSON Schema.
 *
 * @packageDocumentation
 */
export type { EventLine, UnreadableBytes } from './event-line.js';
export type { EventProblem } from './event-problem.js';
export { type EventData, type EventType, type EventTypeDeclaration, eventTypes, isEventType } from './event-types.js';
export { eventJsonSchema } from './json-schema.js';
export {
  type EnvelopeLimits,
  type LmsEvent,
  MAX_EVENT_BYTES,
  type ParsedEvent,
  parseEvent,
} from './parse-event.js';
export { readEventLines } from './read-event-lines.js';
export { escapeUnseen } from './shown-value.js';
export { type SkippedType, SkippedTypes } from './skipped-types.js';
