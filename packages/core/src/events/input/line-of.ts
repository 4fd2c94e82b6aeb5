import { isUtf8 } from 'node:buffer';
import type { EventLine } from '../event-line.js';
import { MAX_EVENT_BYTES } from '../parse-event.js';
import { SHOWN_BYTES, type TakenBytes } from './partial-event.js';

/** Where an event stands in an input. */
export type Place = Pick<EventLine, 'file' | 'line' | 'element'>;

/** The event that bytes hold, or why they hold none. */
export function lineOf({ bytes, tooLong }: TakenBytes, place: Place): EventLine {
  if (tooLong !== undefined) return unreadable({ bytes, isCut: true }, tooLongMessage(tooLong), place);
  if (isUtf8(bytes)) return { kind: 'line', text: bytes.toString(), ...place };
  return unreadable({ bytes, isCut: bytes.length > MAX_EVENT_BYTES }, notUtf8Message(bytes), place);
}

function unreadable({ bytes, isCut }: { bytes: Buffer; isCut: boolean }, message: string, place: Place): EventLine {
  const base64 = (isCut ? bytes.subarray(0, SHOWN_BYTES) : bytes).toString('base64');
  return { kind: 'line', text: '', ...place, unreadable: { message, base64, isCut } };
}

function tooLongMessage(length: number): string {
  return `must be at most ${MAX_EVENT_BYTES} bytes; it has ${length} (an event is a line, or an element of a JSON array)`;
}

/** What is not UTF-8 comes out of a text as other bytes than went in. */
function notUtf8Message(bytes: Buffer): string {
  const again = Buffer.from(bytes.toString());
  const at = bytes.findIndex((byte, place) => byte !== again[place]);
  return at < 0
    ? 'must be UTF-8'
    : `must be UTF-8; byte ${at + 1} of it, 0x${bytes.toString('hex', at, at + 1)}, is not`;
}
