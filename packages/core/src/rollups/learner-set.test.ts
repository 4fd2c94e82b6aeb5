import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countLearners, countLearnersOfDays, learnerSetOf, numbersOf, unionOf } from './learner-set.js';

const numbers = fc.array(fc.nat({ max: 2 ** 32 - 1 }), { maxLength: 50 });

describe('a set of learners', () => {
  it('is written down and read again', () => {
    fc.assert(
      fc.property(numbers, (list) => {
        expect([...numbersOf(learnerSetOf(list))]).toEqual([...new Set(list)].sort((a, b) => a - b));
      }),
    );
  });

  it('is written the same, however it came about', () => {
    fc.assert(
      fc.property(numbers, numbers, (one, other) => {
        expect(unionOf([learnerSetOf(one), learnerSetOf(other)])).toBe(learnerSetOf([...other, ...one]));
      }),
    );
  });

  it('has no part in spaces or colons of a text', () => {
    expect(learnerSetOf(Array.from({ length: 5_000 }, (_, index) => index * 7))).toMatch(/^[\w+/]+=*$/);
  });
});

describe('learners of days', () => {
  it('are counted once in all, and once on each day', () => {
    const text = `0:${learnerSetOf([1, 2])} 0#2,3 1:${learnerSetOf([3])} 12#4294967295`;
    expect([countLearners(text), countLearnersOfDays(text)]).toEqual([4n, 5n]);
  });

  it('are those that JavaScript counts', () => {
    const day = fc.record({
      day: fc.nat({ max: 3 }),
      numbers: fc.array(fc.nat({ max: 20 }), { minLength: 1 }),
      isKept: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(day, { minLength: 1 }), (parts) => {
        const text = parts
          .map(({ day, numbers, isKept }) =>
            isKept ? `${day}:${learnerSetOf(numbers)}` : `${day}#${numbers.join(',')}`,
          )
          .join(' ');
        const all = new Set(parts.flatMap((part) => part.numbers));
        const ofDays = new Set(parts.flatMap((part) => part.numbers.map((number) => `${part.day} ${number}`)));
        expect([countLearners(text), countLearnersOfDays(text)]).toEqual([BigInt(all.size), BigInt(ofDays.size)]);
      }),
    );
  });
});
