/** What the process says when it ends. */
export const exitCode = {
  done: 0,
  failed: 1,
  /** An unknown flag, a wrong argument, a question that cannot be asked. */
  usedWrongly: 2,
  /** Done, but some events were rejected. */
  someRejected: 3,
  /** Done, and what was compared is not the same. */
  differs: 3,
  /** Ended by Ctrl-C: 128 + SIGINT. */
  interrupted: 130,
  /** Ended from outside, as by `docker stop`: 128 + SIGTERM. */
  terminated: 143,
} as const;

const userErrors: ReadonlySet<string> = new Set([
  'invalid_arguments',
  'invalid_query',
  'unknown_metric',
  'unknown_dimension',
  'unknown_analysis',
  'unknown_report',
  'unknown_setting',
  'unknown_event_type',
]);

/** The exit code for the code of an error. */
export function exitCodeOf(code: string): number {
  return userErrors.has(code) ? exitCode.usedWrongly : exitCode.failed;
}
