/**
 * Writes results to stdout, part by part, not faster than they are read.
 *
 * @throws the `EPIPE` of a reader that has gone
 */
export async function writeOut(text: string | AsyncIterable<string>): Promise<void> {
  if (typeof text === 'string') return writePart(text);
  for await (const part of text) await writePart(part);
}

function writePart(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
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
