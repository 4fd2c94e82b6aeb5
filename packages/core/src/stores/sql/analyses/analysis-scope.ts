import type { Period } from '../../../query/period.js';
import type { AttemptChoice } from '../../../query/question.js';
import type { StatementScope } from '../plan-scope.js';
import type { PopulationRows } from '../population-rows.js';
import { type SourceScope, sourceSelect } from '../sources.js';

/** What the text of an analysis depends on. */
export interface AnalysisScope extends StatementScope {
  readonly source: SourceScope;
  /** The scope of another period: what happened before or after the one asked for. */
  readonly during: (period: Period) => SourceScope;
  /** Rows that pass the filters. */
  readonly rows: PopulationRows;
}

/** The condition that a column has a value; none where no value is asked for. */
export function isValue(column: string, value: string | undefined, { parameters }: AnalysisScope): string[] {
  return value === undefined ? [] : [`${column} = ${parameters.text(value)}`];
}

/** The attempts completed in the period that a choice takes, and that pass the filters. */
export function chosenAttempts(
  { course, assessment, attempts }: { course: string; assessment: string | undefined; attempts: AttemptChoice },
  where: readonly string[],
  scope: AnalysisScope,
): string {
  const { source, rows } = scope;
  const chosen = attempts === 'all' ? [] : [`is_${attempts}`];
  return rows.select({
    from: sourceSelect('attempts', source, { columns: new Set(chosen) }),
    where: [
      `s.completed_at >= ${source.period.from}`,
      `s.completed_at < ${source.period.to}`,
      ...chosen.map((column) => `s.${column}`),
      ...isValue('s.course_id', course, scope),
      ...isValue('s.assessment_id', assessment, scope),
      ...where,
    ],
  });
}
