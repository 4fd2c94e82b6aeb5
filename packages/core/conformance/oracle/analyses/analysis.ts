import type { AttemptChoice } from '../facts.js';
import type { Oracle, Row } from '../oracle.js';
import type { SettledQuestion } from './analysis-question.js';

/** The rows of an analysis, and the figures over all of them where it has any. */
export interface AnalysisAnswer {
  readonly rows: readonly Row[];
  readonly summary?: Readonly<Record<string, number | null>>;
}

/** A row of a SELECT: texts, whole numbers, flags, null. */
export type SelectedRow = Readonly<Record<string, string | bigint | boolean | null>>;

/** A question with what answers it. */
export interface Inquiry {
  readonly question: SettledQuestion;
  /** The attempts that the question chooses. */
  readonly attempts: AttemptChoice['attempts'];
  /** The oracle of the metrics, over the same events. */
  readonly metrics: Oracle;
  /** Runs a SELECT over the facts of the tenant, as they are known, and further tables of a WITH clause. */
  select(statement: string, tables?: readonly string[]): Promise<SelectedRow[]>;
}

/** A second, simple definition of an analysis. */
export interface Analysis {
  /** The attempts chosen where the question does not say; default all. */
  readonly attempts?: AttemptChoice['attempts'];
  answer(inquiry: Inquiry): Promise<AnalysisAnswer>;
}

/** A text of a row. */
export function textOf(cell: SelectedRow[string] | undefined): string | null {
  return cell === null || cell === undefined ? null : String(cell);
}

/** A whole number of a row. */
export function wholeOf(cell: SelectedRow[string] | undefined): bigint {
  return BigInt(String(cell));
}

/** A time of a row, in milliseconds, as an instant. */
export function instantOf(cell: SelectedRow[string] | undefined): string | null {
  return cell === null || cell === undefined ? null : new Date(Number(cell)).toISOString();
}
