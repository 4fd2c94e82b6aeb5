import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { ColumnReader, Row } from '../query/answer.js';
import type { AskContext, Asked, ParametersOf, Prepared } from '../query/ask.js';
import { bucketsOf, localDayBuckets } from '../query/bucket.js';
import type { Period } from '../query/period.js';
import { localDayOf, startOfDay, startOfLocalDay } from '../query/zone.js';
import { cohortWeeks } from './cohort-weeks.js';
import { ratioColumns, wholeColumn } from './columns.js';
import { type AnalysisTable, analysisPlan, defineAnalysis, prepareTable, readByColumns } from './define-analysis.js';
import { course, wholeUpTo } from './parameters.js';

const DEFAULT_WEEKS = 12;
const MAX_WEEKS = 520;

/** A local day that matters: its number (days since 1970-01-01), and the cohort of those who enroll on it. */
interface RetentionDay {
  readonly number: number;
  /** The place of its cohort; −1 after the period. */
  readonly cohort: number;
  readonly from: number;
  readonly to: number;
}

/** What the store is asked: every local day from the first enrollment's to the last week's, or the clock's. */
export interface RetentionParameters {
  readonly course: string | undefined;
  readonly weeks: number;
  readonly days: readonly RetentionDay[];
  /** The number of the last local day that has begun by the clock. */
  readonly today: number;
}

/** The parameters that the report has too. */
export const cohortParameters = {
  course: course.optional(),
  cohort: z.enum(['week', 'day', 'month']).optional().describe('Who enrolled together: in a week where absent.'),
};

type RetentionQuestion = ParametersOf<typeof cohortParameters>;

/** The share of a cohort that comes back, week by week of each learner. */
export const retention = defineAnalysis({
  id: 'retention',
  title: 'Retention',
  description:
    'Of those who enrolled in a week (day, month), the share active in the course in each week since: week k of a ' +
    'learner is days 7k to 7k + 6 from the local day of enrollment.',
  parameters: {
    ...cohortParameters,
    weeks: wholeUpTo(MAX_WEEKS).optional().describe('How many weeks of each learner; 12 where absent.'),
  },
  hasPeriod: true,
  families: ['C', 'L', 'E'],
  prepare: (asked, context) => {
    const { plan, answer } = prepareCohorts(asked, context);
    return {
      plan,
      answer: async () => {
        const { batches, ...head } = await answer();
        return { ...head, batches: weeksThatAreOver(batches) };
      },
    };
  },
});

/** Every cohort, also one of which no week is over: that has one row, with k null. */
export function prepareCohorts(
  asked: Asked<RetentionQuestion & { readonly weeks?: number | undefined }>,
  context: AskContext,
): Prepared {
  const { cohort = 'week', weeks = DEFAULT_WEEKS } = asked.parameters;
  const { period } = asked;
  const cohorts = bucketsOf(period, cohort);
  const parameters: RetentionParameters = {
    course: asked.parameters.course,
    weeks,
    days: retentionDays(period, { cohorts, weeks }),
    today: dayNumber(localDayOf(period.timeZone, period.clock)),
  };
  const label: ColumnReader = {
    column: { id: 'cohort', title: 'Cohort', kind: 'dimension', type: 'string' },
    read: (stored) => cohorts[Number(stored[0])]!.label,
  };
  const columns = [
    label,
    wholeColumn('k', 'Week', 1, 'dimension'),
    wholeColumn('size', 'Size', 2),
    ...ratioColumns('retained', 'Retained', [3, 4]),
  ];
  const plan = analysisPlan('retention', asked, parameters);
  const table = readByColumns(columns);
  const isOfSets = plan.answeredBy.kind === 'sets';
  const read: AnalysisTable['read'] = (stored) => table.read(isOfSets ? cohortWeeks(stored, parameters) : stored);
  return prepareTable(plan, { ...table, read, rollupsAsOf: asked.rollupsAsOf }, context);
}

async function* weeksThatAreOver(batches: AsyncIterable<readonly Row[]>): AsyncGenerator<readonly Row[]> {
  for await (const batch of batches) yield batch.filter((row) => row['k'] !== null);
}

function retentionDays(
  period: Period,
  { cohorts, weeks }: { cohorts: readonly { from: number; to: number }[]; weeks: number },
): RetentionDay[] {
  if (period.from >= period.to) return [];
  const { timeZone, clock } = period;
  const lastDay = localDayOf(timeZone, period.to).add({ days: 7 * weeks + 1 });
  const to = Math.min(clock, startOfDay(timeZone, lastDay));
  const days = localDayBuckets({ ...period, from: startOfLocalDay(timeZone, period.from), to });
  let cohort = 0;
  return days.map(({ label, ...ends }) => {
    while (cohort < cohorts.length && cohorts[cohort]!.to <= ends.from) cohort += 1;
    return {
      number: dayNumber(Temporal.PlainDate.from(label)),
      cohort: cohort < cohorts.length ? cohort : -1,
      ...ends,
    };
  });
}

function dayNumber(date: Temporal.PlainDate): number {
  return Temporal.PlainDate.from('1970-01-01').until(date, { largestUnit: 'days' }).days;
}
