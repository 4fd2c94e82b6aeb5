import type { Question } from '../../question.js';
import type { AnalysisCase } from '../analyses/analysis-case.js';

/** A question for a report as the contract shapes it; members that are wrong on purpose are allowed too. */
export type ReportQuestion = Partial<Question> & { readonly report: string };

/** A few events, one question for a report, and the answer worked out by hand. */
export interface ReportCase extends Omit<AnalysisCase, 'question'> {
  readonly question: ReportQuestion;
}
