import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TimeQueue } from './time-queue.js';

it('lets the earliest go first, and of equals the one that came first', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9)), (times) => {
      const queue = new TimeQueue<[time: number, place: number]>();
      times.forEach((time, place) => {
        queue.add(time, [time, place]);
      });
      const taken = Array.from(times, () => queue.take());
      expect(taken).toEqual(times.map((time, place) => [time, place]).toSorted(([a = 0], [b = 0]) => a - b));
      expect([queue.size, queue.nextAt]).toEqual([0, Number.POSITIVE_INFINITY]);
    }),
  );
});

it('takes more while some have gone', () => {
  const queue = new TimeQueue<string>();
  queue.add(3, 'c');
  queue.add(1, 'a');
  expect([queue.nextAt, queue.take()]).toEqual([1, 'a']);
  queue.add(2, 'b');
  expect([queue.take(), queue.take()]).toEqual(['b', 'c']);
});
