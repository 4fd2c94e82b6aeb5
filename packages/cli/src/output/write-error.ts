import { describeError, errorText } from './describe-error.js';
import { isClosedPipe, say, writeOut } from './write-out.js';

/**
 * Says what went wrong, once, where it is looked for: on stderr to a person, as JSON on stdout to a program; on stderr as
 * well where stdout takes no more, unless its reader has gone.
 */
export async function writeError(error: unknown, { json }: { readonly json: boolean }): Promise<void> {
  const sayIt = () => say(errorText(error));
  if (!json) return sayIt();
  await writeOut(`${JSON.stringify({ error: describeError(error) })}\n`).catch((failure) => {
    if (!isClosedPipe(failure)) sayIt();
  });
}
