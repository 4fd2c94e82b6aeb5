import type { AnalysisQuestion } from '../../oracle/analyses/analysis-question.js';
import type { Row } from '../../oracle/oracle.js';
import type { ConformanceCase } from '../conformance-case.js';

/** The answer, or the code of the error. */
export type ExpectedAnswer =
  | {
      readonly rows: readonly Row[];
      /** The figures over all rows; absent where the answer has none. */
      readonly summary?: Readonly<Record<string, number | null>>;
      /** The ids of the columns, where no row shows them. */
      readonly columns?: readonly string[];
      /** Null where the answer has none. */
      readonly period?: { readonly from: string; readonly to: string } | null;
    }
  | {
      readonly error: 'invalid_query' | 'unknown_metric' | 'unknown_dimension' | 'unknown_analysis' | 'unknown_report';
    };

/** A few events, one question for an analysis, and the answer worked out by hand. */
export interface AnalysisCase extends Omit<ConformanceCase, 'question' | 'expected'> {
  readonly question: AnalysisQuestion;
  readonly expected: ExpectedAnswer;
}
