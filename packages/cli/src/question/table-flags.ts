import { integer, option, string } from '@oclif/core/flags';

const grains = ['hour', 'day', 'week', 'month', 'quarter', 'year'] as const;

/** The flag of what counts attempts. */
export const attemptsFlag = {
  attempts: option({
    options: ['all', 'first', 'best', 'last'] as const,
    description:
      'Which completed attempts of a learner at an assessment count for scores and pass rates; all where absent.',
  })(),
};

/** The flags of metrics as a table: broken down by what, beside what, in which order, how much of it. */
export const tableFlags = {
  by: string({
    description: 'Break down by a dimension, such as course or learner.region.',
    helpValue: 'DIMENSION',
    multiple: true,
    multipleNonGreedy: true,
  }),
  grain: option({
    options: grains,
    description: 'Break down by time, a row a bucket; one row for the whole period where absent.',
  })(),
  ...attemptsFlag,
  compare: option({
    options: ['previous_period'] as const,
    description: 'Show each metric of the period before as well.',
  })(),
  'order-by': string({
    description:
      'Sort by a column of the answer, the highest first with :desc. Several flags: by the first, then the next.',
    helpValue: 'COLUMN[:desc]',
    multiple: true,
    multipleNonGreedy: true,
  }),
  limit: integer({ description: 'Only so many rows; all where absent.', helpValue: 'N' }),
};
