import { option, string } from '@oclif/core/flags';

/** The flags of every question: which period, of whom. */
export const periodFlags = {
  last: string({
    description: 'The period: 30d, 12w, 6m, 1y (these days, weeks, … up to now), or all. 30d where nothing is given.',
    helpValue: 'PERIOD',
    helpGroup: 'PERIOD',
  }),
  from: string({
    description: 'Start of the period: a date (its midnight in the zone) or an instant such as 2026-03-01T09:00:00Z.',
    helpValue: 'DATE',
    helpGroup: 'PERIOD',
  }),
  to: string({
    description: 'End of the period, itself outside of it; now where absent.',
    helpValue: 'DATE',
    helpGroup: 'PERIOD',
  }),
  'as-of': string({
    description: 'Answer as if it were this moment: what happened later is unknown.',
    helpValue: 'DATE',
    helpGroup: 'PERIOD',
  }),
  'time-zone': string({
    description: "The zone of days, weeks and months, such as Europe/Paris; the tenant's setting where absent.",
    helpValue: 'ZONE',
    helpGroup: 'PERIOD',
  }),
  'week-start': option({
    options: ['monday', 'sunday'] as const,
    description: "The first day of a week; the tenant's setting where absent.",
    helpGroup: 'PERIOD',
  })(),
  where: string({
    description:
      'Only where the dimension has one of these values: course=c1,c2. An empty value means "not stated" ' +
      '(learner.region=), \\, is a comma within a value. Several flags must all hold; of one dimension, any.',
    helpValue: 'DIMENSION=VALUES',
    multiple: true,
    multipleNonGreedy: true,
  }),
};

/** What the flags of a question may say. */
export interface PeriodFlags {
  readonly tenant: string;
  readonly last?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly 'as-of'?: string | undefined;
  readonly 'time-zone'?: string | undefined;
  readonly 'week-start'?: 'monday' | 'sunday' | undefined;
  readonly where?: readonly string[] | undefined;
}
