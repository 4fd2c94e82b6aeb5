import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Edges } from '../../question.js';
import { admit, type PlainEvent } from '../admit.js';
import { literal } from '../dimensions.js';
import { factTables } from '../facts.js';
import { type Oracle, openOracle } from '../oracle.js';
import { loadRawEvents } from '../raw-events.js';
import { activityHeatmap } from './activity-heatmap.js';
import type { Analysis, AnalysisAnswer, Inquiry, SelectedRow } from './analysis.js';
import { type AnalysisQuestion, type SettledQuestion, settle } from './analysis-question.js';
import { answerDistribution } from './answer-distribution.js';
import { itemAnalysis } from './item-analysis.js';
import { learnerProgress, progressTables } from './learner-progress.js';
import { learnerSteps } from './learner-steps.js';
import { moduleFunnel } from './module-funnel.js';
import { itemTable, loadRawItems } from './raw-items.js';
import { retention } from './retention.js';
import { scoreDistribution } from './score-distribution.js';
import { topCourses } from './top-courses.js';
import { zoneTable } from './zone.js';

/** Every analysis that the oracle knows; a new one is an entry here. */
export const oracleAnalyses: Readonly<Record<string, Analysis>> = {
  module_funnel: moduleFunnel,
  retention,
  score_distribution: scoreDistribution,
  item_analysis: itemAnalysis,
  answer_distribution: answerDistribution,
  learner_progress: learnerProgress,
  learner_steps: learnerSteps,
  activity_heatmap: activityHeatmap,
  top_courses: topCourses,
};

/** A second, simple definition of every analysis, over raw events. */
export interface AnalysisOracle {
  /** `now` is the clock where the question has no `asOf`; `edges` those of a period that is not `from` and `to`. */
  answer(question: AnalysisQuestion, now: string, edges?: Edges): Promise<AnalysisAnswer>;
  close(): void;
}

/** Opens an oracle over events in the order in which a store would have received them. */
export async function openAnalysisOracle(events: readonly PlainEvent[]): Promise<AnalysisOracle> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const { kept } = admit(events);
  await loadRawEvents(connection, kept);
  await loadRawItems(connection, kept);
  const metrics = await openOracle(events);
  return {
    answer: (question, now, edges) => answer(connection, metrics, settle(question, now, edges)),
    close: () => {
      metrics.close();
      connection.closeSync();
      instance.closeSync();
    },
  };
}

function answer(connection: DuckDBConnection, metrics: Oracle, question: SettledQuestion): Promise<AnalysisAnswer> {
  const analysis = oracleAnalyses[question.asked.analysis];
  if (analysis === undefined) throw new Error(`The oracle has no analysis ${question.asked.analysis}.`);
  const attempts = question.asked.attempts ?? analysis.attempts ?? 'all';
  return analysis.answer({ question, attempts, metrics, select: selector(connection, question, attempts) });
}

function selector(
  connection: DuckDBConnection,
  { tenantId, asOf, clock, zone }: SettledQuestion,
  attempts: Inquiry['attempts'],
): Inquiry['select'] {
  const tenant = literal(tenantId);
  const facts = factTables(tenant, asOf, { attempts, clock });
  const known = [facts, itemTable(tenant), progressTables(asOf), zoneTable(zone)];
  return async (statement, tables = []) => {
    const reader = await connection.runAndReadAll(`WITH ${[...known, ...tables].join(',\n')} ${statement}`);
    return reader.getRowObjects() as unknown as SelectedRow[];
  };
}
