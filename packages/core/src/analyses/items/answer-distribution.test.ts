import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnswerDistribution } from './answer-distribution.js';
import type { AttemptItem } from './attempt-item.js';

type Given = readonly [answer: string | null, score: number | null, maxScore?: number];

/** Attempts that hold one item each. */
function rowsOf(given: readonly Given[], item = 'q1') {
  const distribution = new AnswerDistribution();
  for (const [answer, score, maxScore = 1] of given) {
    distribution.add([{ item, answer, score, max_score: maxScore }]);
  }
  return distribution.rows();
}

const order = (rows: ReturnType<AnswerDistribution['rows']>) => rows.map(({ item, answer }) => [item, answer]);

describe('the distribution of answers', () => {
  it('is empty of nothing', () => {
    expect(new AnswerDistribution().rows()).toEqual([]);
    expect(rowsOf([])).toEqual([]);
  });

  it('shares the attempts that hold the item, marked or not', () => {
    const rows = rowsOf([
      ['a', 1],
      ['b', 0],
      ['a', 1],
      ['a', null],
      [null, null],
      ['b', null],
    ]);
    expect(rows).toEqual([
      {
        item: 'q1',
        answer: 'a',
        attempts: 3,
        share: 0.5,
        share_numerator: 3,
        share_denominator: 6,
        average_score: 100,
      },
      {
        item: 'q1',
        answer: 'b',
        attempts: 2,
        share: 0.333333333333,
        share_numerator: 2,
        share_denominator: 6,
        average_score: 0,
      },
      {
        item: 'q1',
        answer: null,
        attempts: 1,
        share: 0.166666666667,
        share_numerator: 1,
        share_denominator: 6,
        average_score: null,
      },
    ]);
  });

  it('averages the percents of each attempt by its own maximum', () => {
    const [row] = rowsOf([
      ['a', 1, 3],
      ['a', 1, 7],
      ['a', 0.5, 2],
      ['a', null, 5],
      ['a', 0, 0],
    ]);
    expect(row).toMatchObject({ attempts: 5, average_score: 24.2063492063 }); // 100 (1/3 + 1/7 + 1/4) ÷ 3
  });

  it('has no average score of an answer that was never marked by a maximum above 0', () => {
    expect(rowsOf([['a', 0, 0]])).toMatchObject([{ share: 1, average_score: null }]);
  });

  it('is by item, most given first, then by answer, with none stated last among equals', () => {
    expect(
      order(
        rowsOf([
          [null, 1],
          ['😀', 1],
          ['\uff5e', 1],
          ['b', 1],
          ['a', 1],
          ['a', 1],
          ['', 1],
        ]),
      ),
    ).toEqual([
      ['q1', 'a'],
      ['q1', ''],
      ['q1', 'b'],
      ['q1', '\uff5e'],
      ['q1', '😀'],
      ['q1', null],
    ]);
    expect(
      order(
        rowsOf([
          [null, 1],
          [null, 1],
          ['a', 1],
        ]),
      ),
    ).toEqual([
      ['q1', null],
      ['q1', 'a'],
    ]);
    const distribution = new AnswerDistribution();
    const entry = (item: string): AttemptItem => ({ item, answer: 'a', score: 1, max_score: 1 });
    distribution.add(['q2', '😀', 'q10', '\uff5e'].map(entry));
    expect(order(distribution.rows()).map(([item]) => item)).toEqual(['q10', 'q2', '\uff5e', '😀']);
  });

  it('counts one item alone where asked', () => {
    const distribution = new AnswerDistribution({ item: 'q2' });
    distribution.add([
      { item: 'q1', answer: 'a', score: 1, max_score: 1 },
      { item: 'q2', answer: 'b', score: 1, max_score: 4 },
    ]);
    expect(distribution.rows()).toMatchObject([{ item: 'q2', answer: 'b', average_score: 25 }]);
  });

  it('does not depend on the order of attempts', () => {
    const given = fc.tuple(
      fc.constantFrom('a', 'b', 'c', null),
      fc.constantFrom(null, 0, 0.1, 0.25, 1, -0.5),
      fc.constantFrom(0.3, 1, 3, 7),
    );
    fc.assert(
      fc.property(fc.array(given, { maxLength: 20 }), (attempts) => {
        expect(rowsOf([...attempts].reverse())).toEqual(rowsOf(attempts));
        expect(rowsOf([...attempts].sort())).toEqual(rowsOf(attempts));
      }),
    );
  });
});
