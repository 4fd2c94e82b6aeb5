/** An event that the outside world is to be told of: its type, its JSON text, and when it came to be (milliseconds). */
export interface OutboxEvent {
  readonly type: 'AnalyticsUpdated';
  readonly body: string;
  readonly createdAt: number;
}

/** An event in the outbox of a tenant: numbered from 1 on, without a gap, in the order in which they became visible. */
export interface OutboxEntry extends OutboxEvent {
  readonly sequence: number;
}
