import type { Row } from '@lms-analytics/core';
import { describe, expect, it } from 'vitest';
import { plainPaint } from '../output/paint.js';
import { drawLearnerProgress } from './learner-progress.js';

const enrollment: Row = {
  course: 'logic',
  state: 'enrolled',
  enrolled_at: '2026-03-02T09:00:00.000Z',
  completed_at: null,
  progress: 0.5,
  progress_numerator: 2,
  progress_denominator: 4,
  last_activity_at: '2026-03-09T20:00:00.000Z',
  attempts_completed: 3,
  average_score: 61.25,
  best_score: 80,
  days_since_enrollment: 12,
};
const unknown: Row = { ...enrollment, course: 'ethics', state: null, progress: null, last_activity_at: null };

describe('the progress of a learner', () => {
  it('is a line a course with a bar of the modules', () => {
    expect(drawLearnerProgress({ columns: [], rows: [enrollment, unknown] }, { width: 130, paint: plainPaint })).toBe(
      `Course  State     Modules                          Last active (UTC)  Attempts  Average score   Best    Enrolled   Days  Completed
                                                                                               score       (UTC)  since      (UTC)
──────  ────────  ───────  ──────────────────────  ─────────────────  ────────  ─────────────  ─────  ──────────  ─────  ─────────
logic   enrolled   2 of 4  ███████████                    2026-03-09         3          61.3%  80.0%  2026-03-02     12          –
ethics  –               –                                          –         3          61.3%  80.0%  2026-03-02     12          –
`,
    );
  });

  it('fits 80 columns, the course repeated', () => {
    const lines = drawLearnerProgress({ columns: [], rows: [enrollment] }, { width: 80, paint: plainPaint }).split(
      '\n',
    );
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(lines.filter((line) => line.startsWith('logic'))).toHaveLength(2);
  });
});
