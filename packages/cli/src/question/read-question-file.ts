import { text } from 'node:stream/consumers';
import { AnalyticsError, type Query } from '@lms-analytics/core';
import { openInputs, unreadable } from '../ingest/open-inputs.js';

/**
 * Reads the one question of a file; whether it can be asked is for the library to say.
 *
 * @param name the file, `-` for stdin
 * @throws AnalyticsError `invalid_input` where the file cannot be read, `invalid_query` where it is no JSON
 */
export async function readQuestionFile(name: string): Promise<Query> {
  const [input] = await openInputs([name]);
  const json = await text(input!.open()).catch((error: NodeJS.ErrnoException) => {
    throw unreadable(name, error);
  });
  try {
    return JSON.parse(json);
  } catch (cause) {
    const message = `the question of ${input!.name} must be JSON: ${(cause as Error).message}`;
    throw new AnalyticsError('invalid_query', message, { details: { file: input!.name }, cause });
  }
}
