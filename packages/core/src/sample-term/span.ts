/** A stretch of time, in seconds of the term; the end is open. */
export interface Span {
  from: number;
  to: number;
}

/** Whether a span has anything of the time from one second up to another. */
export function touches(span: Span, from: number, to: number): boolean {
  return from < span.to && span.from <= to;
}
