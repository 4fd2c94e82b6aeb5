import { isUtf8 } from 'node:buffer';
import type { EventLine } from '../event-line.js';
import { MAX_EVENT_BYTES } from '../parse-event.js';
import { SHOWN_BYTES, type TakenBytes } from './partial-event.js';

/** The event that bytes hold, or why they hold none. */
export function lineOf({ bytes, tooLong }: TakenBytes, place: { file: string; line: number }): EventLine {
  if (tooLong !== undefined)
    return unreadable(bytes, `must be at most ${MAX_EVENT_BYTES} bytes; it has ${tooLong}`, place);
  if (!isUtf8(bytes)) return unreadable(bytes, 'must be UTF-8', place);
  return { kind: 'line', text: bytes.toString(), ...place };
}

function unreadable(bytes: Buffer, message: string, place: { file: string; line: number }): EventLine {
  const base64 = bytes.subarray(0, SHOWN_BYTES).toString('base64');
  return { kind: 'line', text: '', ...place, unreadable: { message, base64 } };
}
