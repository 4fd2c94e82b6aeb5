import { describe, expect, it } from 'vitest';
import { choices, Random } from './random.js';

const DRAWS = 20_000;
const draw = (one: (random: Random) => number) => {
  const random = new Random(1, 1);
  return Array.from({ length: DRAWS }, () => one(random));
};
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('Random', () => {
  it('repeats a stream and keeps streams and seeds apart', () => {
    const first = (seed: number, stream: number) => new Random(seed, stream).next();
    expect(first(7, 3)).toBe(first(7, 3));
    expect(new Set([first(7, 3), first(7, 4), first(8, 3), first(7 + 2 ** 32, 3)]).size).toBe(4);
  });

  it('keeps the purposes of a stream apart', () => {
    const means = [0, 1, 2, 1000].map((purpose) => {
      const random = new Random(1, 1, purpose);
      return Array.from({ length: 50 }, () => random.next());
    });
    expect(new Set(means.flat()).size).toBe(200);
  });

  it('fills the interval from 0 to below 1 evenly', () => {
    const tenths = new Array<number>(10).fill(0);
    for (const value of draw((random) => random.next())) tenths[Math.floor(value * 10)]!++;
    for (const count of tenths) expect(count / DRAWS).toBeCloseTo(0.1, 2);
  });

  it('draws whole numbers with both ends included', () => {
    expect(new Set(draw((random) => random.whole(2, 4)))).toEqual(new Set([2, 3, 4]));
  });

  it('draws a bell of mean 0 and standard deviation 1', () => {
    const values = draw((random) => random.bell());
    expect(mean(values)).toBeCloseTo(0, 1);
    expect(Math.sqrt(mean(values.map((value) => value * value)))).toBeCloseTo(1, 1);
  });

  it('chooses by weight and never what has none', () => {
    const from = choices([
      [0, 1],
      [1, 3],
      [2, 0],
    ]);
    const values = draw((random) => random.choose(from));
    expect(mean(values)).toBeCloseTo(0.75, 1);
    expect(values).not.toContain(2);
  });
});
