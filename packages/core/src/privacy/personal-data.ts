import type { LmsEvent } from '../events/index.js';

/** The members of an event's data that say who a learner is, beside the id. */
export const personalFields: readonly string[] = ['email', 'name'];

/** What is kept of an event: what facts follow from, and the text of the raw event. */
export interface KeptEvent {
  readonly event: LmsEvent;
  readonly text: string;
}

/**
 * What is kept of an event where personal data is not stored. Of its text nothing stays but what its type declares:
 * whatever else an LMS sends along may be personal as well. The identity is the same.
 */
export function withoutPersonalData({ data, ...envelope }: LmsEvent): KeptEvent {
  const kept = Object.fromEntries(Object.entries(data).filter(([name]) => !personalFields.includes(name)));
  const event = { ...envelope, data: kept } as LmsEvent;
  const { tenantId, id, type, occurredAt } = envelope;
  const text = JSON.stringify({ id, type, occurredAt: new Date(occurredAt).toISOString(), tenantId, data: kept });
  return { event, text };
}
