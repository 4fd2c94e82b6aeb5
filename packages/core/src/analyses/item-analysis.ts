import type { Row } from '../query/answer.js';
import { numberColumn } from './columns.js';
import { analysisPlan, defineAnalysis, inOneBatch, prepareTable } from './define-analysis.js';
import { ItemAnalysis, type ItemRow } from './items/item-analysis.js';
import { assessment, attempts, course } from './parameters.js';
import { type AttemptItemsParameters, readAttemptItems } from './read-attempt-items.js';

const columns = [
  { id: 'item', title: 'Item', kind: 'dimension', type: 'string' },
  numberColumn('answered', 'Answered', 'count'),
  numberColumn('facility', 'Facility index', 'percent'),
  numberColumn('sd', 'Standard deviation', 'percent'),
  numberColumn('discrimination_index', 'Discrimination index', 'percent'),
  numberColumn('discriminative_efficiency', 'Discriminative efficiency', 'percent'),
  numberColumn('point_biserial', 'Point-biserial correlation', 'ratio'),
] as const;

/** How well the items of an assessment measure. */
export const itemAnalysis = defineAnalysis({
  id: 'item_analysis',
  title: 'Item analysis',
  description:
    'How difficult each item of an assessment is and how well it tells learners apart, and how reliable the whole is. ' +
    'The formulas are those of the quiz statistics of Moodle: docs.moodle.org/dev/Quiz_statistics_calculations.',
  parameters: { course, assessment, attempts },
  hasPeriod: true,
  families: ['C', 'A', 'L', 'E'],
  prepare(asked, context) {
    const { attempts: choice = 'first', ...of } = asked.parameters;
    const parameters: AttemptItemsParameters = { ...of, attempts: choice, scoredOnly: true };
    return prepareTable(
      analysisPlan('item_analysis', asked, parameters),
      {
        columns,
        read: async (stored) => {
          const analysis = new ItemAnalysis();
          await readAttemptItems(stored, (items) => analysis.add(items));
          return { summary: { ...analysis.summary() }, batches: inOneBatch(analysis.rows().map(inColumnOrder)) };
        },
      },
      context,
    );
  },
});

function inColumnOrder(row: ItemRow): Row {
  const cells: Row = { ...row };
  return Object.fromEntries(columns.map(({ id }) => [id, cells[id] ?? null]));
}
