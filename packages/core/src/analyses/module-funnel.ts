import { quotient } from '../exact/quotient.js';
import type { ColumnReader } from '../query/answer.js';
import { numberColumn, ratioColumns, textColumn, wholeColumn } from './columns.js';
import { analysisPlan, defineAnalysis, prepareTable, readByColumns } from './define-analysis.js';
import { course } from './parameters.js';

/** A row of the store: step, module, title, learners, the cohort, the learners of the row before (null: none). */
const columns: readonly ColumnReader[] = [
  wholeColumn('step', 'Step', 0, 'dimension'),
  textColumn('module', 'Module', 1),
  textColumn('title', 'Title', 2, 'fact'),
  wholeColumn('learners', 'Learners', 3),
  ...ratioColumns('share', 'Share of the cohort', [3, 4]),
  {
    column: numberColumn('drop', 'Drop', 'ratio'),
    read: (stored) => {
      const before = stored[5] as bigint | null;
      return before === null ? null : quotient(before - (stored[3] as bigint), before);
    },
  },
];

/** How far the learners who enrolled in a period came, module by module. */
export const moduleFunnel = defineAnalysis({
  id: 'module_funnel',
  title: 'Module funnel',
  description:
    'How many of those who enrolled in the period completed each module of a course, whenever and in any order.',
  parameters: { course },
  hasPeriod: true,
  families: ['C', 'L', 'E'],
  prepare: (asked, context) =>
    prepareTable(
      analysisPlan('module_funnel', asked, { course: asked.parameters.course }),
      readByColumns(columns),
      context,
    ),
});
