import { CLIError } from '@oclif/core/errors';
import { boolean, option } from '@oclif/core/flags';
import { type AnswerForm, answerFormats } from './write-answer.js';

/** The flags of how an answer is written, and of how it came to be. */
export const answerFlags = {
  format: option({
    options: answerFormats,
    description: 'How the answer is written; ndjson is a row a line.',
    default: 'table' as const,
  })(),
  bom: boolean({ description: 'Begin CSV with a byte order mark, by which Excel knows UTF-8.' }),
  explain: boolean({ description: 'Say how it is answered, instead of answering.' }),
};

/** What they may say, beside `--json`. */
export interface AnswerFlags extends AnswerForm {
  readonly explain: boolean;
  readonly json: boolean;
  readonly progress: boolean;
}

/**
 * The form that flags ask for; `--json` goes before `--format`.
 *
 * @throws CLIError for `--bom` where CSV is not asked for
 */
export function readForm({ format, bom = false, json }: AnswerFlags): AnswerForm {
  const form = { format: json ? 'json' : format, bom } as const;
  if (bom && form.format !== 'csv') throw new CLIError('--bom is for CSV: give --format csv beside it');
  return form;
}
