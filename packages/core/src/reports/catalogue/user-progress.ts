import { prepareProgressOfAll } from '../../analyses/learner-progress.js';
import { requireDimension } from '../../query/dimension.js';
import { defineAnswer } from '../define-report.js';

const ID = 'user-progress';

export const userProgress = defineAnswer({
  id: ID,
  title: 'User progress',
  description: 'A row an enrollment: its state, the modules done, the scores, the last activity. As of now; no period.',
  parameters: {},
  hasPeriod: false,
  isAdvanced: true,
  prepare(asked, context) {
    for (const { dimension } of asked.filters) requireDimension(ID, ['C', 'L', 'E'], dimension);
    return prepareProgressOfAll(ID, asked, context);
  },
});
