import { describe, expect, it } from 'vitest';
import { labelledLines, paragraph } from './labelled-lines.js';

describe('labelled lines', () => {
  it('stand in two columns', () => {
    expect(
      labelledLines([
        ['id', 'retention'],
        ['period', 'yes'],
      ]),
    ).toBe('id      retention\nperiod  yes\n');
  });

  it('are numbers at the right', () => {
    const lines = [
      ['Attempts', '1,234'],
      ['Alpha', '0.7'],
    ] as const;
    expect(labelledLines(lines, { align: 'right' })).toBe('Attempts  1,234\nAlpha       0.7\n');
  });

  it('are broken between words, below their own text', () => {
    expect(labelledLines([['by', 'course, learner.region, role, mode']], { width: 24 })).toBe(
      'by  course,\n    learner.region,\n    role, mode\n',
    );
  });

  it('are nothing where there are none', () => {
    expect(labelledLines([])).toBe('');
  });
});

describe('a paragraph', () => {
  it('is broken between words', () => {
    expect(paragraph('Learners created in the period.', 20)).toBe('Learners created in\nthe period.\n');
    expect(paragraph('Learners created in the period.', Number.POSITIVE_INFINITY)).toBe(
      'Learners created in the period.\n',
    );
  });
});
