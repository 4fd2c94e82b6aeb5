import type { Random } from '../../src/sample-term/random.js';
import { nastyBytes, notUtf8 } from './nasty-values.js';

/** Changes the bytes of an event, a few times; `other` is what parts are taken from. */
export function mutateBytes(bytes: Buffer, other: Buffer, random: Random): Buffer {
  let changed = bytes;
  for (let times = random.whole(1, 3); times > 0; times--) changed = changeOnce(changed, other, random);
  return changed;
}

function changeOnce(bytes: Buffer, other: Buffer, random: Random): Buffer {
  const at = random.whole(0, bytes.length);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  const length = random.whole(1, 12);
  const changes: readonly (() => Buffer)[] = [
    () => flipBit(bytes, at, random),
    () => Buffer.concat([before, random.pick(nastyBytes), after]),
    () => Buffer.concat([before, random.pick(nastyBytes), after.subarray(1)]),
    () => Buffer.concat([before, random.pick(notUtf8), after]),
    () => Buffer.concat([before, after.subarray(length)]),
    () => Buffer.concat([before, after.subarray(0, length), after]),
    () => Buffer.concat([before, other.subarray(random.whole(0, other.length))]),
    () => before,
  ];
  return random.pick(changes)();
}

function flipBit(bytes: Buffer, at: number, random: Random): Buffer {
  const flipped = Buffer.from(bytes);
  if (at < flipped.length) flipped[at] = flipped[at]! ^ (1 << random.whole(0, 7));
  return flipped;
}
