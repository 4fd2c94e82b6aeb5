import { numberColumn, partColumn } from './columns.js';
import { analysisPlan, defineAnalysis, inOneBatch, prepareTable } from './define-analysis.js';
import { AnswerDistribution } from './items/answer-distribution.js';
import { attempts, courseId } from './parameters.js';
import { type AttemptItemsParameters, readAttemptItems } from './read-attempt-items.js';

const SHARE = 'Share of the attempts that hold the item';

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
  parameters: { course: courseId, assessment: courseId, item: courseId.optional(), attempts },
  hasPeriod: true,
  families: ['C', 'A', 'L', 'E'],
  prepare(asked, context) {
    const { course, assessment, item, attempts: choice = 'first' } = asked.parameters;
    const parameters: AttemptItemsParameters = { course, assessment, attempts: choice, scoredOnly: false };
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
