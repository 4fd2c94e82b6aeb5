/** One event as a file or stream holds it: its text, and where it stands. */
export interface EventLine {
  readonly kind: 'line';
  /** The JSON text; empty where it cannot be read. */
  readonly text: string;
  /** The name of the input, as its reader knows it. */
  readonly file: string;
  /** 1-based number of the line, or of the element of a JSON array. */
  readonly line: number;
  /** Set where the bytes are not the text of an event: what is wrong, and the bytes (the first 64 KiB) in base64. */
  readonly unreadable?: { readonly message: string; readonly base64: string };
}

/** Whether a value given as an event is a line of an input. */
export function isEventLine(value: unknown): value is EventLine {
  return typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'line';
}
