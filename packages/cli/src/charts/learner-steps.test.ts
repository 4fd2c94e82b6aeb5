import type { Row } from '@lms-analytics/core';
import { describe, expect, it } from 'vitest';
import { plainPaint } from '../output/paint.js';
import { drawLearnerSteps } from './learner-steps.js';

const step = (at: string, kind: string, of: string | null = null, score: number | null = null): Row => ({
  at,
  course: 'logic',
  kind,
  of,
  score_percent: score,
});
const draw = (...rows: readonly Row[]) => drawLearnerSteps({ columns: [], rows }, { width: 80, paint: plainPaint });

describe('the steps of a learner', () => {
  it('are a timeline in words, each day named once', () => {
    expect(
      draw(
        step('2026-03-02T09:00:00.000Z', 'enrolled'),
        step('2026-03-02T09:30:59.000Z', 'module_completed', 'm1'),
        step('2026-03-10T09:00:00.000Z', 'attempt_started', 'quiz'),
        step('2026-03-10T09:20:00.000Z', 'attempt_completed', 'quiz', 62.5),
      ),
    ).toBe(`Day (UTC)   Time   Course  Step                 Score
──────────  ─────  ──────  ───────────────────  ─────
2026-03-02  09:00  logic   enrolled
            09:30  logic   completed module m1
2026-03-10  09:00  logic   began quiz
            09:20  logic   finished quiz        62.5%
`);
  });

  it('say how an enrollment ended', () => {
    const ends = ['withdrawn', 'completed', 'revoked'].map((kind) => step('2026-03-02T09:00:00.000Z', kind));
    const text = draw(...ends);
    for (const words of ['withdrew', 'completed the course', 'the completion was revoked'])
      expect(text).toContain(words);
  });
});
