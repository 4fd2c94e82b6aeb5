import { quotient } from '../exact/quotient.js';
import type { AttemptChoice } from '../query/question.js';
import { numberColumn } from './columns.js';
import { allRows, analysisPlan, defineAnalysis, inOneBatch, prepareTable } from './define-analysis.js';
import { assessment, attempts, course, wholeUpTo } from './parameters.js';

const DEFAULT_BINS = 10;
const MAX_BINS = 1000;

/** What the store is asked; a row of its answer is the number of a bin, from 1, and its attempts. */
export interface ScoreDistributionParameters {
  readonly course: string;
  readonly assessment: string | undefined;
  readonly bins: number;
  readonly attempts: AttemptChoice;
}

/** How scores are spread. */
export const scoreDistribution = defineAnalysis({
  id: 'score_distribution',
  title: 'Score distribution',
  description:
    'Attempts completed in the period by score in percent, in equal bins over 0 to 100; the first takes what is ' +
    'below, the last 100 and above.',
  parameters: {
    course,
    assessment: assessment.optional(),
    bins: wholeUpTo(MAX_BINS).optional().describe('How many bins; 10 where absent.'),
    attempts,
  },
  hasPeriod: true,
  families: ['C', 'A', 'L', 'E'],
  prepare(asked, context) {
    const { bins = DEFAULT_BINS, attempts: choice = 'all', ...of } = asked.parameters;
    const { course: id, assessment: part } = of;
    const parameters: ScoreDistributionParameters = { course: id, assessment: part, bins, attempts: choice };
    const columns = [
      { id: 'bin', title: 'Bin', kind: 'dimension', type: 'number' },
      { id: 'from', title: 'From', kind: 'dimension', type: 'number', unit: 'percent' },
      { id: 'to', title: 'To', kind: 'dimension', type: 'number', unit: 'percent' },
      numberColumn('attempts', 'Attempts', 'count'),
    ] as const;
    return prepareTable(
      analysisPlan('score_distribution', asked, parameters),
      {
        columns,
        read: async (stored) => {
          const counts = new Map((await allRows(stored)).map(([bin, count]) => [Number(bin), Number(count)]));
          return { batches: inOneBatch(Array.from({ length: bins }, (_, index) => binRow(index, bins, counts))) };
        },
      },
      context,
    );
  },
});

function binRow(index: number, bins: number, counts: ReadonlyMap<number, number>) {
  const edge = (place: number) => quotient(100n * BigInt(place), BigInt(bins));
  return { bin: index + 1, from: edge(index), to: edge(index + 1), attempts: counts.get(index + 1) ?? 0 };
}
