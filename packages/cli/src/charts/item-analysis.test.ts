import type { Answer, Row } from '@lms-analytics/core';
import { describe, expect, it } from 'vitest';
import { plainPaint } from '../output/paint.js';
import { drawItemAnalysis } from './item-analysis.js';

const item = (id: string, facility: number | null, discrimination: number | null): Row => ({
  item: id,
  answered: 40,
  facility,
  sd: 30,
  discrimination_index: discrimination,
  discriminative_efficiency: 12.34,
  point_biserial: 0.456,
});
const draw = (rows: readonly Row[], summary: Answer['summary'] = { attempts: 40, alpha: 0.8 }) =>
  drawItemAnalysis({ columns: [], rows, summary: summary! }, { width: 80, paint: plainPaint });

describe('item analysis', () => {
  it('marks what is odd and says why, and shows the figures of the whole', () => {
    expect(draw([item('q1', 60, 45), item('q2', 55, -12)])).toBe(
      `  Item  Answered  Facility  Discrim. index  Point biserial  Discrim. eff.     SD
──────  ────────  ────────  ──────────────  ──────────────  ─────────────  ─────
·\u00a0q1          40     60.0%           45.0%            0.46          12.3%  30.0%
!\u00a0q2          40     55.0%          -12.0%            0.46          12.3%  30.0%

! q2: discrimination -12.0%; who does well elsewhere does worse here: check the
  key and the wording.

Attempts   40
Alpha     0.8
`,
    );
  });

  it('keeps a mark beside its item on 80 columns, of ids as they usually are', () => {
    const [id, odd] = ['statistics-110-a1-q10', 'statistics-110-a1-q11'];
    const lines = draw([item(id, 60, 45), item(odd, 55, -12)]).split('\n');
    expect(lines.filter((line) => /^[·!]/.test(line)).map((line) => line.split(/ {2,}/)[0])).toEqual([
      `·\u00a0${id}`,
      `!\u00a0${odd}`,
      `! ${odd}: discrimination -12.0%; who does well elsewhere does`,
    ]);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it.each([
    ['a weak one', item('q1', 60, 19.9), 'discrimination 19.9%; it hardly tells those who do well from the'],
    ['a very easy one', item('q1', 90, 30), 'facility 90.0%; it is very easy.'],
    [
      'a very difficult one',
      item('q1', 10, 30),
      'facility 10.0%; it is very difficult, or something is wrong with it.',
    ],
    ['one where all have the same', item('q1', 60, null), 'its marks do not tell learners apart.'],
    ['one without marks', { ...item('q1', null, null), answered: 0 }, 'nobody has marks for it.'],
  ])('finds %s odd', (_name, row, reason) => {
    expect(draw([row])).toContain(`! q1: ${reason}`);
  });

  it('finds nothing odd about a usual one', () => {
    expect(draw([item('q1', 89.9, 20), item('q2', 10.1, 90)])).not.toContain('!');
  });

  it('finds an alpha odd that is too low, and few attempts', () => {
    const text = draw([item('q1', 60, 45)], { attempts: 29, alpha: 0.63 });
    expect(text).toContain('! Alpha is below 0.64: ');
    expect(text).toContain('! There are fewer than 30 attempts: ');
    expect(draw([item('q1', 60, 45)], { attempts: 30, alpha: null })).not.toContain('!');
  });
});
