import type { IngestResult, RejectedEvent } from '@lms-analytics/core';
import {
  type EnvelopeLimits,
  type EventLine,
  type ParsedEvent,
  parseEvent,
  SkippedTypes,
} from '@lms-analytics/core/events';

const DAY_MS = 86_400_000;
const BATCH_SIZE = 10_000;
const MAX_BATCH_LENGTH = 16 * 1024 * 1024;

/** Says what is wrong with events without storing any: `accepted` are those that are valid. */
export async function* checkEvents(events: AsyncIterable<EventLine>, tenant: string): AsyncGenerator<IngestResult> {
  const limits = { latest: Date.now() + DAY_MS, defaultTenant: tenant };
  let [position, length] = [0, 0];
  let [accepted, skipped, rejected]: [number, SkippedTypes, RejectedEvent[]] = [0, new SkippedTypes(), []];
  const result = () => ({ accepted, duplicates: 0, ...countsOf(skipped), blocked: 0, rejected });
  for await (const line of events) {
    const parsed = parseLine(line, limits);
    if (parsed.kind === 'event') accepted++;
    else if (parsed.kind === 'skipped') skipped.add(parsed.type);
    else
      rejected.push({ position, line, problems: parsed.problems, ...(parsed.id !== undefined && { id: parsed.id }) });
    position++;
    length += line.text.length + (line.unreadable?.base64.length ?? 0);
    if (position % BATCH_SIZE !== 0 && length < MAX_BATCH_LENGTH) continue;
    length = 0;
    yield result();
    [accepted, skipped, rejected] = [0, new SkippedTypes(), []];
  }
  yield result();
}

function countsOf({ total, types }: SkippedTypes): Pick<IngestResult, 'skipped' | 'skippedTypes'> {
  return { skipped: total, skippedTypes: types };
}

function parseLine({ text, unreadable }: EventLine, limits: EnvelopeLimits): ParsedEvent {
  if (!unreadable) return parseEvent(text, limits);
  return { kind: 'rejected', problems: [{ pointer: '', message: unreadable.message }] };
}
