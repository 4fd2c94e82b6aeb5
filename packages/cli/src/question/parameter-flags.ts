import { integer, option, string } from '@oclif/core/flags';

const helpGroup = 'PARAMETER';

/** The flags of what reports are about. */
export const subjectFlags = {
  course: string({ description: 'The course.', helpValue: 'ID', helpGroup }),
  assessment: string({ description: 'The assessment of that course.', helpValue: 'ID', helpGroup }),
  cohort: option({
    options: ['week', 'day', 'month'] as const,
    description: 'Learners who enrolled in the same week, day or month belong together; week where absent.',
    helpGroup,
  })(),
};

/** The flags of the parameters of analyses alone. */
export const analysisFlags = {
  item: string({ description: 'The item of that assessment; all where absent.', helpValue: 'ID', helpGroup }),
  user: string({ description: 'The learner.', helpValue: 'ID', helpGroup }),
  metric: string({
    description: 'The metric that courses are ranked by; active_learners where absent.',
    helpValue: 'METRIC',
    helpGroup,
  }),
  limit: integer({ description: 'How many courses; 10 where absent.', helpValue: 'N', helpGroup }),
  bins: integer({ description: 'How many bins scores fall into; 10 where absent.', helpValue: 'N', helpGroup }),
  weeks: integer({ description: 'How many weeks learners are followed; 12 where absent.', helpValue: 'N', helpGroup }),
};
