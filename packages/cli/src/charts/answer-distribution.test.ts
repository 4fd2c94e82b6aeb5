import type { Answer, Row } from '@lms-analytics/core';
import { describe, expect, it } from 'vitest';
import { plainPaint } from '../output/paint.js';
import { drawAnswerDistribution } from './answer-distribution.js';

const given = (
  item: string,
  answer: string | null,
  [attempts, of, score]: readonly [number, number, number | null],
): Row => ({
  item,
  answer,
  attempts,
  share: attempts / of,
  share_numerator: attempts,
  share_denominator: of,
  average_score: score,
});
const draw = (...rows: readonly Row[]) =>
  drawAnswerDistribution({ columns: [], rows } satisfies Answer, { width: 80, paint: plainPaint });

describe('a distribution of answers', () => {
  it('has bars, the right answer marked, and those that hardly anybody gives', () => {
    expect(
      draw(
        given('q1', 'B', [80, 100, 100]),
        given('q1', 'A', [16, 100, 0]),
        given('q1', 'C', [4, 100, 0]),
        given('q2', 'x', [50, 100, 40]),
        given('q2', null, [50, 100, null]),
      ),
    ).toBe(`Item and answers  Attempts  Share                         Average
                                                            score
────────────────  ────────  ─────  ─────────────────────  ───────  ─────────────
q1                     100
✓ B                     80  80.0%  ████████████████▊       100.0%  right
· A                     16  16.0%  ███▍                      0.0%
· C                      4   4.0%  ▉                         0.0%  hardly chosen
q2                     100
· x                     50  50.0%  ██████████▌              40.0%
· (none stated)         50  50.0%  ██████████▌                  –
`);
  });

  it('doubts a key where more give a wrong answer', () => {
    const text = draw(given('q1', 'A', [60, 100, 0]), given('q1', 'B', [40, 100, 100]));
    expect(text).toMatch(/^· A .* check the key$/m);
    expect(text).toMatch(/\n\ncheck the key: more gave this answer than the right one\.\n$/);
    expect(draw(given('q1', 'A', [50, 100, 0]), given('q1', 'B', [50, 100, 100]))).not.toContain('check the key');
  });

  it('adds up what is beyond twelve answers to an item', () => {
    const many = Array.from({ length: 15 }, (_, place) => given('q1', `text ${place}`, [2, 30, null]));
    const lines = draw(...many)
      .trimEnd()
      .split('\n');
    expect(lines.at(-1)).toMatch(/^· … 3 others +6 +20\.0% +█+/);
    expect(lines.at(-2)).toMatch(/^· text 11 /);
  });
});
