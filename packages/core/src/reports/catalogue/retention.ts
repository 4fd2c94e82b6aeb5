import { numberColumn, partColumn } from '../../analyses/columns.js';
import { cohortParameters, prepareCohorts } from '../../analyses/retention.js';
import type { Column, Row } from '../../query/answer.js';
import { requireDimension } from '../../query/dimension.js';
import { defineAnswer } from '../define-report.js';

const WEEKS = Array.from({ length: 12 }, (_, k) => k);

const columns: readonly Column[] = [
  { id: 'cohort', title: 'Cohort', kind: 'dimension', type: 'string' },
  numberColumn('size', 'Size', 'count'),
  ...WEEKS.flatMap((k) => {
    const [id, title] = [`week_${k}`, `Week ${k}`];
    return [numberColumn(id, title, 'ratio'), partColumn(id, title, 'numerator'), partColumn(id, title, 'denominator')];
  }),
];

export const retentionReport = defineAnswer({
  id: 'retention',
  title: 'Retention',
  description: 'A row a cohort of those who enrolled in a week (day, month): the share active in each of twelve weeks.',
  parameters: cohortParameters,
  hasPeriod: true,
  isAdvanced: true,
  prepare(asked, context) {
    for (const { dimension } of asked.filters) requireDimension('retention', ['C', 'L', 'E'], dimension);
    const parameters = { ...asked.parameters, weeks: WEEKS.length };
    const { plan, answer } = prepareCohorts({ ...asked, parameters }, context);
    return {
      plan,
      answer: async () => {
        const { batches, ...head } = await answer();
        return { ...head, columns, batches: cohortRows(batches) };
      },
    };
  },
});

/** Turns a row a cohort and week into a row a cohort. */
async function* cohortRows(batches: AsyncIterable<readonly Row[]>): AsyncGenerator<readonly Row[]> {
  const weeksOf = new Map<string, Row[]>();
  for await (const batch of batches) {
    for (const row of batch) {
      const cohort = row['cohort'] as string;
      weeksOf.set(cohort, [...(weeksOf.get(cohort) ?? []), row]);
    }
  }
  yield [...weeksOf].map(([cohort, weeks]) => cohortRow(cohort, weeks));
}

function cohortRow(cohort: string, weeks: readonly Row[]): Row {
  const cells = WEEKS.flatMap((k) => {
    const week = weeks.find((row) => row['k'] === k);
    return [
      [`week_${k}`, week?.['retained'] ?? null],
      [`week_${k}_numerator`, week?.['retained_numerator'] ?? 0],
      [`week_${k}_denominator`, week?.['retained_denominator'] ?? 0],
    ];
  });
  return { cohort, size: weeks[0]!['size']!, ...Object.fromEntries(cells) };
}
