import { string } from '@oclif/core/flags';

/** The flag of commands that know the metrics and reports of a user, or the store that is named beside them. */
export const configFlag = {
  config: string({
    description:
      'An ES module whose default export has metrics, reports and store (the default of --store); ' +
      './lms-analytics.config.js where it is there.',
    helpValue: 'FILE',
    env: 'LMS_ANALYTICS_CONFIG',
    helpGroup: 'STORE',
  }),
};
