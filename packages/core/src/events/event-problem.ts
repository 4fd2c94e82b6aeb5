/** What is wrong with one place of an event. */
export interface EventProblem {
  /** JSON Pointer (RFC 6901) to the place; empty for the event as a whole. */
  readonly pointer: string;
  /** What would be right. */
  readonly message: string;
}

/** The most problems that are told of one event, or of one list or object in it: there can be a hundred thousand. */
export const MOST_PROBLEMS = 20;
