/** An error as it is shown: to people as a line, to programs as JSON. */
export interface ErrorDescription {
  /** The code of an AnalyticsError; `invalid_arguments` for flags and arguments, `internal_error` for a bug. */
  readonly code: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Tells what a user can mend from what is a bug. Errors are known by their shape, so that nothing has to be loaded. */
export function describeError(error: unknown): ErrorDescription {
  const { name, message, code, details, oclif } = error as Partial<ErrorDescription> & {
    name?: string;
    oclif?: object;
  };
  if (name === 'AnalyticsError') return { code: code!, message: message!, ...(hasMembers(details) && { details }) };
  if (oclif) return { code: 'invalid_arguments', message: message! };
  return { code: 'internal_error', message: message ?? String(error) };
}

function hasMembers(details: object | undefined): boolean {
  return details !== undefined && Object.keys(details).length > 0;
}

/** The text of an error for a person: one line; a bug brings its stack where `DEBUG` is set. */
export function errorText(error: unknown): string {
  const { code, message } = describeError(error);
  if (code !== 'internal_error') return `Error: ${message}`;
  if (process.env['DEBUG'] && error instanceof Error) return error.stack ?? String(error);
  return `Error: ${message}\nThis was not expected; with DEBUG=1 it says where it happened.`;
}
