import type { DimensionFamily } from '../metrics/source.js';
import {
  type AnswerHead,
  type ColumnReader,
  headOf,
  type Row,
  readBatches,
  rollupsHead,
  type StoredBatches,
} from '../query/answer.js';
import type { Answerable, AskContext, Asked, ParametersOf, Prepared } from '../query/ask.js';
import { requireDimension } from '../query/dimension.js';
import type { AnalysisPlan } from '../query/plan.js';
import type { ParameterShape } from '../query/question.js';
import { readsActivity, requireActivity } from '../retention/require-activity.js';
import { analysisAnsweredBy } from '../rollups/rollup-use.js';

/** What is not a number over time: typed parameters in, a typed table out. */
export type Analysis = Answerable;

interface AnalysisDeclaration<Shape extends ParameterShape> extends Omit<Analysis, 'parameters' | 'prepare'> {
  readonly parameters: Shape;
  /** The families of the dimensions that its rows can be filtered by. */
  readonly families?: readonly DimensionFamily[];
  prepare(asked: Asked<ParametersOf<Shape>>, context: AskContext): Prepared | Promise<Prepared>;
}

/** Declares an analysis; a filter by a dimension that its rows have not is refused. */
export function defineAnalysis<const Shape extends ParameterShape>({
  families,
  ...declaration
}: AnalysisDeclaration<Shape>): Analysis {
  return {
    ...declaration,
    prepare(asked, context) {
      for (const { dimension } of families ? asked.filters : []) requireDimension(declaration.id, families!, dimension);
      return declaration.prepare(asked as Asked<ParametersOf<Shape>>, context);
    },
  };
}

/**
 * What a store is asked for an analysis, from what was asked.
 *
 * @throws AnalyticsError `invalid_query` where it needs recorded activity that was removed
 */
export function analysisPlan<Parameters>(
  analysis: string,
  { tenantId, period, filters, rollups, rollupsAsOf, activityRemovedBefore }: Asked<unknown>,
  parameters: Parameters,
): AnalysisPlan<string, Parameters> {
  const plan: AnalysisPlan<string, Parameters> = {
    kind: 'analysis',
    ...{ analysis, tenantId, period, filters, parameters },
    answeredBy: analysisAnsweredBy(analysis, { state: rollups, period }),
    rollups: readsActivity(analysis) ? (rollups?.text ?? null) : null,
    readsChanges: rollupsAsOf === undefined,
  };
  return requireActivity(plan, activityRemovedBefore);
}

/** How the rows of a store become those of the answer. */
export interface AnalysisTable {
  /** The id of the answer; that of the analysis where absent. */
  readonly id?: string;
  readonly hasPeriod?: boolean;
  /** As that of what was asked, where rollups may answer. */
  readonly rollupsAsOf?: number | undefined;
  readonly columns: AnswerHead['columns'];
  /** The rows; a summary comes first where there is one, so that it can be written before them. */
  read(
    stored: StoredBatches,
  ): Promise<{ readonly batches: AsyncIterable<readonly Row[]>; readonly summary?: AnswerHead['summary'] }>;
}

/** An answer that is one plan of an analysis, read as a table. */
export function prepareTable(
  plan: AnalysisPlan,
  { id = plan.analysis, hasPeriod = true, rollupsAsOf, columns, read }: AnalysisTable,
  { store, signal }: AskContext,
): Prepared {
  const rollups = rollupsHead([plan.answeredBy], rollupsAsOf);
  const head = { ...headOf(id, plan.period, hasPeriod), ...rollups, columns };
  return {
    plan,
    answer: async () => {
      const { batches, summary } = await read(store.run(plan, signal));
      return { ...head, ...(summary && { summary }), batches };
    },
  };
}

/** A table whose columns are read from the rows of the store one by one. */
export function readByColumns(readers: readonly ColumnReader[]): Pick<AnalysisTable, 'columns' | 'read'> {
  return {
    columns: readers.map(({ column }) => column),
    read: async (stored) => ({ batches: readBatches(stored, readers) }),
  };
}

/** All rows of a store. */
export async function allRows(stored: StoredBatches): Promise<Parameters<ColumnReader['read']>[0][]> {
  const rows = [];
  for await (const batch of stored) rows.push(...batch);
  return rows;
}

/** Rows that are all there, as batches. */
export async function* inOneBatch(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield rows;
}
