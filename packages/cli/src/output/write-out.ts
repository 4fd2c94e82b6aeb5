/**
 * Writes results to stdout, part by part, not faster than they are read.
 *
 * @throws the `EPIPE` of a reader that has gone; AnalyticsError `invalid_configuration` where stdout takes no more, as a
 *   file on a full disk
 */
export async function writeOut(text: string | AsyncIterable<string>): Promise<void> {
  if (typeof text === 'string') return writePart(text);
  for await (const part of text) await writePart(part);
}

function writePart(text: string): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  }).catch(async (error: Error) => {
    if (isClosedPipe(error)) throw error;
    const { AnalyticsError } = await import('@lms-analytics/core');
    const message = `the result cannot be written to stdout: ${error.message}`;
    throw new AnalyticsError('invalid_configuration', message, { cause: error });
  });
}

/**
 * Leaves errors of stdout to those who write, and ends nothing where stderr has no reader. Without this oclif would throw
 * what stdout says, outside of any command.
 */
export function catchOutputErrors(): void {
  process.stdout.removeAllListeners('error').on('error', () => undefined);
  process.stderr.on('error', (error) => {
    if (!isClosedPipe(error)) throw error;
  });
}

/** Whether an error says that the reader of the output has gone, as `head` does when it has seen enough. */
export function isClosedPipe(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.code === 'EPIPE';
}

/** Says something to the person at the terminal; stdout is for results alone. */
export function say(message: string): void {
  process.stderr.write(`${message}\n`);
}
