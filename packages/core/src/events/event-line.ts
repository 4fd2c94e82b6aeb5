/** One event as a file or stream holds it: its text, and where it stands. */
export interface EventLine {
  /** Tells it from an event that is given as an object. */
  readonly kind: 'line';
  /** The JSON text; empty where it cannot be read. */
  readonly text: string;
  /** The name of the input, as its reader knows it. */
  readonly file: string;
  /** 1-based number of the line in which it begins. */
  readonly line: number;
  /** 1-based number of the element, where it is one of a JSON array. */
  readonly element?: number;
  /** Set where the bytes are not the text of an event: what is wrong, and the first of the bytes in base64. */
  readonly unreadable?: UnreadableBytes;
}

/** Bytes that are not the text of an event. */
export interface UnreadableBytes {
  /** What is wrong, and what would be right. */
  readonly message: string;
  /** The first of the bytes. */
  readonly base64: string;
  /** Whether there were more bytes than these. */
  readonly isCut: boolean;
}

/** Whether a value given as an event is a line of an input. An event may have a member `kind` of its own. */
export function isEventLine(value: unknown): value is EventLine {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, text, file, line } = value as Partial<Record<keyof EventLine, unknown>>;
  return kind === 'line' && typeof text === 'string' && typeof file === 'string' && typeof line === 'number';
}
