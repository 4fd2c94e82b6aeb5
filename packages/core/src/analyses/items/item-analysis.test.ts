import { describe, expect, it } from 'vitest';
import type { AttemptItem } from './attempt-item.js';
import { ItemAnalysis, type ItemRow } from './item-analysis.js';

/** A score of a maximum of 1, a score of another maximum, or null where the item was not marked. */
type Mark = number | null | readonly [score: number | null, maxScore: number];

function analyse(attempts: readonly Record<string, Mark>[]): ItemAnalysis {
  const analysis = new ItemAnalysis();
  for (const marks of attempts) {
    analysis.add(
      Object.entries(marks).map(([item, mark]): AttemptItem => {
        const [score, maxScore] = typeof mark === 'object' && mark !== null ? mark : [mark, 1];
        return { item, score, max_score: maxScore, answer: null };
      }),
    );
  }
  return analysis;
}

const summaryOf = (attempts: readonly Record<string, Mark>[]) => analyse(attempts).summary();
const rowOf = (item: string, attempts: readonly Record<string, Mark>[]) =>
  analyse(attempts)
    .rows()
    .find((row) => row.item === item);

const NOTHING = {
  facility: null,
  sd: null,
  discrimination_index: null,
  discriminative_efficiency: null,
  point_biserial: null,
} satisfies Partial<ItemRow>;

/** Totals of 5, 3 and 0 in 5. */
const three = [
  { q1: 1, q2: [4, 4] },
  { q1: 1, q2: [2, 4] },
  { q1: 0, q2: [0, 4] },
] as const;

describe('the rows of an item analysis', () => {
  it('are none of nothing', () => {
    expect(analyse([]).rows()).toEqual([]);
    expect(analyse([{}]).rows()).toEqual([]);
  });

  it('say how hard an item is and how well it tells attempts apart', () => {
    expect(analyse(three).rows()).toEqual([
      {
        item: 'q1',
        answered: 3,
        facility: 66.6666666667,
        sd: 57.735026919, // V = 1/3
        discrimination_index: 86.6025403784, // C(x, rest) = 1, V(rest) = 4: 1 ÷ √(4/3)
        discriminative_efficiency: 100, // marks and rests are in the same order
        point_biserial: 0.917662935482, // C(x, total) = 4/3, V(total) = 19/3: 4 ÷ √19
      },
      {
        item: 'q2',
        answered: 3,
        facility: 50,
        sd: 50,
        discrimination_index: 86.6025403784,
        discriminative_efficiency: 100,
        point_biserial: 0.993399267799, // C(x, total) = 5: 5 ÷ √(4 × 19/3)
      },
    ]);
  });

  it('compare the order of marks and rests with the best one', () => {
    const attempts = [
      { q1: 1, q2: [1, 4] },
      { q1: 0, q2: [4, 4] },
      { q1: 1, q2: [2, 4] },
      { q1: 0, q2: [0, 4] },
    ] as const;
    // means 1/2 and 7/4: C × 3 = 3 − 3.5, and sorted, 0 0 1 1 by 0 1 2 4, 6 − 3.5
    expect(rowOf('q1', attempts)).toMatchObject({ discriminative_efficiency: -20 });
  });

  it('are over the attempts that hold the item with a score', () => {
    const attempts = [...three, { q2: [4, 4] }, { q1: null, q2: [3, 4] }] as const;
    expect(rowOf('q1', attempts)).toEqual(rowOf('q1', three));
    expect(rowOf('q2', attempts)).toMatchObject({ answered: 5, facility: 65 });
  });

  it('are by code point, also for items that were held and never marked', () => {
    const rows = analyse([{ '😀': 1, '\uff5e': 1, q2: [null, 4], q10: 1 }]).rows();
    expect(rows.map(({ item }) => item)).toEqual(['q10', 'q2', '\uff5e', '😀']);
    expect(rows[1]).toEqual({ item: 'q2', answered: 0, ...NOTHING });
  });

  it('take the greatest maximum that the item was marked by', () => {
    const attempts = [{ q1: [1, 2] }, { q1: [1, 4] }, { q1: [1, 1] }, { q1: [null, 9] }] as const;
    expect(rowOf('q1', attempts)).toMatchObject({ answered: 3, facility: 25, sd: 0 });
  });

  it('have no figure of an item whose maximum is 0', () => {
    const attempts = three.map((marks) => ({ ...marks, q3: [0, 0] as const }));
    expect(rowOf('q3', attempts)).toEqual({ item: 'q3', answered: 3, ...NOTHING });
    expect(rowOf('q1', attempts)).toEqual(rowOf('q1', three));
  });

  it('have a facility of one attempt and nothing else', () => {
    expect(rowOf('q1', [{ q1: 0.5, q2: 1 }])).toEqual({ item: 'q1', answered: 1, ...NOTHING, facility: 50 });
  });

  it('are undefined where marks, rests or totals do not differ', () => {
    const sameMarks = [
      { q1: 1, q2: 0 },
      { q1: 1, q2: 1 },
    ];
    expect(rowOf('q1', sameMarks)).toEqual({ item: 'q1', answered: 2, ...NOTHING, facility: 100, sd: 0 });
    // The rest of q2 is the same in both, but its total is not.
    expect(rowOf('q2', sameMarks)).toEqual({
      item: 'q2',
      answered: 2,
      ...NOTHING,
      facility: 50,
      sd: 70.7106781187,
      point_biserial: 1,
    });
    const sameTotals = [
      { q1: 1, q2: 0 },
      { q1: 0, q2: 1 },
    ];
    expect(rowOf('q1', sameTotals)).toMatchObject({
      discrimination_index: -100,
      discriminative_efficiency: -100,
      point_biserial: null,
    });
  });

  it('may be below 0 or above 100, as marks may', () => {
    expect(rowOf('q1', [{ q1: -0.5 }, { q1: 0 }])).toMatchObject({ facility: -25 });
    expect(rowOf('q1', [{ q1: 3 }, { q1: 2 }])).toMatchObject({ facility: 250 });
  });

  it('tell values that binary cannot hold from equal ones', () => {
    // 0.1 + 0.2 is 0.3 here: the totals do not differ
    const attempts = [
      { q1: 0.1, q2: 0.2 },
      { q1: 0.2, q2: 0.1 },
      { q1: 0.3, q2: 0 },
    ];
    expect(rowOf('q1', attempts)).toMatchObject({ facility: 20, sd: 10, point_biserial: null });
    expect(summaryOf(attempts)).toMatchObject({ mean: 15, sd: 0, skewness: null, alpha: null });
  });

  it('stay the same where a finer or greater mark comes late', () => {
    const attempts = [{ q1: 1 }, { q1: 0 }, { q1: 0.25 }, { q1: 1e-7 }, { q1: [1e21, 1e22] }] as const;
    const row = rowOf('q1', attempts);
    expect(row).toEqual(rowOf('q1', attempts.toReversed()));
    expect(row?.facility).toBe(2); // the exact 2.0000000000000000000025002 rounded
  });
});

describe('the summary of an item analysis', () => {
  it('is of nothing where no attempt has a mark', () => {
    const nothing = {
      mean: null,
      median: null,
      sd: null,
      error_ratio: null,
      standard_error: null,
      skewness: null,
      kurtosis: null,
      alpha: null,
    };
    expect(summaryOf([])).toEqual({ attempts: 0, items: 0, ...nothing });
    expect(summaryOf([{}, { q1: null, q2: [0, 0] }])).toEqual({ attempts: 2, items: 2, ...nothing });
  });

  it('says what is reached and how far that can be trusted', () => {
    expect(summaryOf(three)).toEqual({
      attempts: 3,
      items: 2,
      mean: 53.3333333333, // of 100, 60 and 0
      median: 60,
      sd: 50.3322295685, // √(19/3) ÷ 5
      alpha: 0.631578947368, // 2 (1 − (1/3 + 4) ÷ (19/3)) = 12/19
      error_ratio: 60.6976978667, // √(7/19)
      standard_error: 30.550504633, // √(7/19 × 19/3) ÷ 5
      skewness: -0.585582726281, // k3 = 3/2 × (7³ + 1 − 8³) ÷ 27 = −28/3, k2 = 19/3
      kurtosis: null,
    });
  });

  it('takes each attempt by the greatest maxima of its own marked items', () => {
    const attempts = [
      { q1: 1, q2: [null, 4] },
      { q1: 0, q2: [2, 4] },
      { q3: [0, 0] },
      { q1: null },
      { q1: [1, 3] },
    ] as const;
    // The maximum of q1 is 3, of q2 4: 1/3, 2/7 and 1/3; nothing of the two without a maximum.
    expect(summaryOf(attempts)).toMatchObject({ attempts: 5, items: 3, mean: 31.746031746, median: 33.3333333333 });
  });

  it('has a median between the two middle attempts of an even number', () => {
    const attempts = [{ q1: 0 }, { q1: [1, 3] }, { q1: 0.5 }, { q1: 1 }] as const;
    expect(summaryOf(attempts).median).toBe(25); // of 0, 16.6…, 33.3… and 33.3… %
  });

  it('has skewness of three attempts and kurtosis of four', () => {
    const marks = [{ q1: 0.1 }, { q1: 0.2 }, { q1: 0.3 }, { q1: 0.4 }];
    expect(summaryOf(marks.slice(0, 2))).toMatchObject({ sd: 7.07106781187, skewness: null, kurtosis: null });
    expect(summaryOf(marks.slice(0, 3))).toMatchObject({ sd: 10, skewness: 0, kurtosis: null });
    expect(summaryOf(marks)).toMatchObject({ skewness: 0, kurtosis: -1.2 });
  });
});

describe('the consistency of an assessment', () => {
  it('is null below two items or two attempts that hold all, and where totals do not differ', () => {
    const none = { alpha: null, error_ratio: null, standard_error: null };
    expect(summaryOf([{ q1: 1 }, { q1: 0 }])).toMatchObject(none);
    expect(summaryOf([{ q1: 1, q2: 1 }, { q1: 0 }])).toMatchObject(none);
    expect(
      summaryOf([
        { q1: 1, q2: 0 },
        { q1: 0, q2: 1 },
      ]),
    ).toMatchObject(none);
  });

  it('is over the attempts that hold each item that has marks', () => {
    const { alpha, error_ratio, standard_error } = summaryOf(three);
    const partial = [{ q1: 0 }, { q1: 1, q2: [null, 4] }, { q2: [1, 4] }, {}, { q3: null, q4: null }] as const;
    for (const attempts of [
      [...three, ...partial],
      [...partial, ...three],
    ]) {
      expect(summaryOf(attempts)).toMatchObject({ alpha, error_ratio, standard_error });
    }
  });

  it('is null where an item was put to some only', () => {
    const withExtra = { q1: 1, q2: [2, 4], q3: 1 } as const;
    expect(summaryOf([...three, withExtra]).alpha).toBeNull();
    expect(summaryOf([withExtra, ...three]).alpha).toBeNull();
    const { alpha } = summaryOf([...three, withExtra, { q1: 0, q2: [0, 4], q3: 0 }]);
    expect(alpha).toBe(0.9375); // of the last two: item variances 1/2, 2 and 1/2, of totals 8: 3/2 (1 − 3/8)
  });

  it('gives its error in percent of the greatest maxima', () => {
    // An attempt that is not complete raises the maximum of q2 from 4 to 9: 30.55… × 5 ÷ 10.
    const { standard_error, alpha } = summaryOf([...three, { q2: [4, 9] }]);
    expect({ standard_error, alpha }).toEqual({ standard_error: 15.2752523165, alpha: 0.631578947368 });
  });

  it('is below 0 where items speak against each other, and its error then above 100', () => {
    const attempts = [
      { q1: 1, q2: 0 },
      { q1: 0, q2: 1 },
      { q1: 1, q2: 0 },
      { q1: 0, q2: 0 },
    ];
    // variances 1/3 and 1/4 of items, 1/4 of totals: 2 (1 − 7/3)
    expect(summaryOf(attempts)).toMatchObject({ alpha: -2.66666666667, error_ratio: 191.485421551 });
  });

  it('counts an item of no maximum among the items', () => {
    const attempts = three.map((marks) => ({ ...marks, q3: [0, 0] as const }));
    expect(summaryOf(attempts).alpha).toBe(0.473684210526); // 3/2 (1 − 13/19)
  });
});
