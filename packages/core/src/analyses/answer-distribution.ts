import { z } from 'zod';
import { numberColumn, partColumn } from './columns.js';
import { analysisPlan, defineAnalysis, inOneBatch, prepareTable } from './define-analysis.js';
import { AnswerDistribution } from './items/answer-distribution.js';
import { assessment, attempts, course } from './parameters.js';
import { type AttemptItemsParameters, readAttemptItems } from './read-attempt-items.js';

const SHARE = 'Share';

const columns = [
  { id: 'item', title: 'Item', kind: 'dimension', type: 'string' },
  { id: 'answer', title: 'Answer', kind: 'dimension', type: 'string' },
  numberColumn('attempts', 'Attempts', 'count'),
  numberColumn('share', SHARE, 'ratio'),
  partColumn('share', SHARE, 'numerator'),
  partColumn('share', SHARE, 'denominator'),
  numberColumn('average_score', 'Average score', 'percent'),
] as const;

/** What learners answered. */
export const answerDistribution = defineAnalysis({
  id: 'answer_distribution',
  title: 'Answer distribution',
  description: 'How often each answer to an item was given, and what it was worth.',
  parameters: { course, assessment, item: z.string().optional().describe('One item; all where absent.'), attempts },
  hasPeriod: true,
  families: ['C', 'A', 'L', 'E'],
  prepare(asked, context) {
    const { item, attempts: choice = 'first', ...of } = asked.parameters;
    const parameters: AttemptItemsParameters = { ...of, attempts: choice, scoredOnly: false };
    return prepareTable(
      analysisPlan('answer_distribution', asked, parameters),
      {
        columns,
        read: async (stored) => {
          const distribution = new AnswerDistribution(item === undefined ? {} : { item });
          await readAttemptItems(stored, (items) => distribution.add(items));
          return { batches: inOneBatch(distribution.rows().map((row) => ({ ...row }))) };
        },
      },
      context,
    );
  },
});
