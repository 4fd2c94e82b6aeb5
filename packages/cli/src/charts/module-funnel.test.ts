import type { Answer, Row } from '@lms-analytics/core';
import { describe, expect, it } from 'vitest';
import { plainPaint } from '../output/paint.js';
import { drawModuleFunnel } from './module-funnel.js';

const answer = (...rows: readonly Row[]): Answer => ({ columns: [], rows });
const step = (learners: number, more: Row = {}): Row => ({ module: null, title: null, drop: null, learners, ...more });
const draw = (rows: readonly Row[], width = 72) => drawModuleFunnel(answer(...rows), { width, paint: plainPaint });

const began = step(200, { step: 0, share: 1 });
const first = step(150, { step: 1, module: 'm1', title: 'Why', share: 0.75, drop: 0.25 });
const second = step(90, { step: 2, module: 'm2', share: 0.45, drop: 0.4 });

describe('a module funnel', () => {
  it('has a bar a step, its share of those who enrolled, the loss, and the greatest loss in words', () => {
    expect(draw([began, first, second])).toBe(
      `Step      Learners  Of those enrolled                          Step loss
────────  ────────  ─────────────────  ─────────────────────  ──────────
Enrolled       200             100.0%  █████████████████████
1 Why          150              75.0%  ███████████████▊       50 (25.0%)
2 m2            90              45.0%  █████████▌             60 (40.0%)

Most are lost at 2 m2: 60 of 150 (40.0%).
`,
    );
  });

  it('says what a loss below 0 is', () => {
    const third = step(95, { step: 3, module: 'm3', share: 0.475, drop: -5 / 90 });
    const text = draw([began, first, second, third]);
    expect(text).toMatch(/^3 m3 +95 +47\.5% +█+[▉-▏]? +-5 \(-5\.6%\)$/m);
    expect(text).toContain('Modules may be done in any order');
  });

  it('of nobody has no bars and no worst step', () => {
    const nobody = [step(0, { step: 0, share: null }), step(0, { step: 1, module: 'm1', share: null })];
    expect(draw(nobody, 40)).toBe(
      `Step      Learners  Of those  Step loss
                    enrolled
────────  ────────  ────────  ─────────
Enrolled         0         –
1 m1             0         –      0 (–)
`,
    );
  });
});
