import type { EventLine } from '../event-line.js';

/** Finds the events in the bytes of an input, piece by piece. */
export interface InputReader {
  /** The events that end in this piece. */
  read(piece: Buffer): EventLine[];
  /**
   * The events that the end of the input ends.
   *
   * @throws AnalyticsError `invalid_input` where the input cannot end there
   */
  end(): EventLine[];
}
