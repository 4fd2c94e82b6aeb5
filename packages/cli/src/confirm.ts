import { createInterface } from 'node:readline/promises';
import { CLIError } from '@oclif/core/errors';

/** Where a person is asked, and answers. */
export interface Conversation {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean | undefined };
  readonly output: NodeJS.WritableStream;
}

/** What a person is asked before something goes that nothing brings back. */
export interface Confirmation {
  /** What has to be confirmed, such as `an erasure`. */
  readonly what: string;
  /** What goes, and whether it is to; answered by yes or no. */
  readonly question: string;
  /** What is said where it is not to, such as `nothing was erased; only yes erases`. */
  readonly refusal: string;
}

/**
 * Has a person confirm what cannot be taken back.
 *
 * @throws CLIError where the answer is not `yes`, or nobody is there to give one
 */
export async function confirm(
  { what, question, refusal }: Confirmation,
  { input, output }: Conversation = { input: process.stdin, output: process.stderr },
): Promise<void> {
  if (!input.isTTY)
    throw new CLIError(`${what} has to be confirmed, and there is no terminal to ask at; --yes confirms it`);
  const asked = createInterface({ input, output });
  try {
    const answer = await asked.question(`${question} (yes/no) `);
    if (answer.trim().toLowerCase() !== 'yes') throw new CLIError(refusal);
  } finally {
    asked.close();
  }
}
