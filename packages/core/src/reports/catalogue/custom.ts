import { prepareAskedQuery } from '../../query/prepare-metrics.js';
import { metricsMembers } from '../../query/question.js';
import { defineAnswer } from '../define-report.js';

const ID = 'custom';

export const custom = defineAnswer({
  id: ID,
  title: 'Custom report',
  description: 'Any metrics by any dimensions: a question for metrics as a report, which can be saved under a name.',
  parameters: metricsMembers,
  hasPeriod: true,
  prepare: (asked, context) => prepareAskedQuery(asked.parameters, { frame: asked, id: ID }, context),
});
