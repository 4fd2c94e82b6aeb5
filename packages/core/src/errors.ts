/**
 * What went wrong, as a stable word that programs can act on.
 *
 * | code | whose move | meaning |
 * |---|---|---|
 * | `invalid_query` | the caller | a question, report or parameter that cannot be answered as it stands |
 * | `unknown_metric`, `unknown_dimension`, `unknown_analysis`, `unknown_report`, `unknown_setting`, `unknown_event_type` | the caller | no such name |
 * | `invalid_input` | the caller | a file or stream that cannot be read as events |
 * | `invalid_configuration` | the operator | a store URL or setting that cannot be used |
 * | `store_not_found` | the operator | nothing has been stored there yet |
 * | `store_outdated`, `store_too_new` | the operator | the store was written by another version |
 * | `store_unavailable` | wait, or the operator | the server of the store cannot be reached, or went away |
 * | `store_timeout` | the caller, or the operator | it took longer than the limits of the store allow |
 * | `store_busy` | wait | another process holds the embedded store |
 * | `output_exists` | the caller | files are there that were not to be replaced |
 * | `out_of_memory` | the caller, or the operator | an answer or an export that needs more memory than there is for it |
 * | `missing_dependency` | the operator | an optional package is not installed |
 */
export type AnalyticsErrorCode =
  | 'invalid_query'
  | 'unknown_metric'
  | 'unknown_dimension'
  | 'unknown_analysis'
  | 'unknown_report'
  | 'unknown_setting'
  | 'unknown_event_type'
  | 'invalid_input'
  | 'invalid_configuration'
  | 'store_not_found'
  | 'store_outdated'
  | 'store_too_new'
  | 'store_unavailable'
  | 'store_timeout'
  | 'store_busy'
  | 'output_exists'
  | 'out_of_memory'
  | 'missing_dependency';

/**
 * An error that a user, a caller or an operator can mend; whatever else is thrown is a bug.
 *
 * The message names the value that was wrong and what would be right. `details` holds the same for programs.
 *
 * @example
 * try {
 *   await analytics.query({ metrics: ['enrolments'] });
 * } catch (error) {
 *   if (!(error instanceof AnalyticsError)) throw error;
 *   error.code; // 'unknown_metric'
 *   error.message; // 'there is no metric "enrolments"; did you mean enrollments? there are new_learners, …'
 *   error.details; // { metric: 'enrolments', known: ['new_learners', …], suggestion: 'enrollments' }
 * }
 */
export class AnalyticsError extends Error {
  /** Always `AnalyticsError`. */
  override readonly name = 'AnalyticsError';
  /** What went wrong: for programs, it does not change with the words. */
  readonly code: AnalyticsErrorCode;
  /** The wrong value and what would be right, under names that depend on the code; empty where there is nothing more. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: AnalyticsErrorCode,
    message: string,
    options: { details?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
  }
}
