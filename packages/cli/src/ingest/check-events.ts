import type { IngestResult, RejectedEvent } from '@lms-analytics/core';
import { type EnvelopeLimits, type EventLine, type ParsedEvent, parseEvent } from '@lms-analytics/core/events';

const DAY_MS = 86_400_000;
const BATCH_SIZE = 10_000;
const MAX_BATCH_LENGTH = 16 * 1024 * 1024;

/** Says what is wrong with events without storing any: `accepted` are those that are valid. */
export async function* checkEvents(events: AsyncIterable<EventLine>, tenant: string): AsyncGenerator<IngestResult> {
  const limits = { latest: Date.now() + DAY_MS, defaultTenant: tenant };
  let [position, length] = [0, 0];
  let [accepted, skipped, rejected]: [number, number, RejectedEvent[]] = [0, 0, []];
  for await (const line of events) {
    const parsed = parseLine(line, limits);
    if (parsed.kind === 'event') accepted++;
    else if (parsed.kind === 'skipped') skipped++;
    else
      rejected.push({ position, line, problems: parsed.problems, ...(parsed.id !== undefined && { id: parsed.id }) });
    position++;
    length += line.text.length + (line.unreadable?.base64.length ?? 0);
    if (position % BATCH_SIZE !== 0 && length < MAX_BATCH_LENGTH) continue;
    length = 0;
    yield { accepted, duplicates: 0, skipped, blocked: 0, rejected };
    [accepted, skipped, rejected] = [0, 0, []];
  }
  yield { accepted, duplicates: 0, skipped, blocked: 0, rejected };
}

function parseLine({ text, unreadable }: EventLine, limits: EnvelopeLimits): ParsedEvent {
  if (!unreadable) return parseEvent(text, limits);
  return { kind: 'rejected', problems: [{ pointer: '', message: unreadable.message }] };
}
