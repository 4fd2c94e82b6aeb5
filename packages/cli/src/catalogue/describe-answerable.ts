import type { Analysis, Report } from '@lms-analytics/core';
import { labelledLines } from '../table/labelled-lines.js';
import { type ParameterDescription, parametersOf } from './describe-parameters.js';

/** An analysis or a report as the catalogue shows it. */
export interface AnswerableDescription {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Whether it takes a period. */
  readonly hasPeriod: boolean;
  readonly parameters: readonly ParameterDescription[];
  /** The dimensions of its key and its metrics, of a report of metrics. */
  readonly by?: readonly string[];
  readonly metrics?: readonly string[];
}

/** Describes an analysis or a report. */
export function describeAnswerable(answerable: Analysis | Report): AnswerableDescription {
  const { id, title, description, hasPeriod } = answerable;
  const { by, metrics } = answerable as Report;
  const parameters = parametersOf(answerable);
  return { id, title, description, hasPeriod, parameters, ...(by && { by }), ...(metrics && { metrics }) };
}

/** The description for a person; how it is asked for stands last. */
export function answerableText(
  { id, title, description, hasPeriod, parameters, by, metrics }: AnswerableDescription,
  command: string,
): string {
  const required = parameters.filter((parameter) => parameter.required);
  const usage = [`lms-analytics ${command} ${id}`, ...required.map(({ name }) => `--${name} …`)].join(' ');
  const about = labelledLines([
    ['id', id],
    ['period', hasPeriod ? 'yes: --last, --from, --to' : 'none; as of now, or of --as-of'],
    ...(by?.length ? [['a row for', by.join(', ')] as const] : []),
    ...(metrics ? [['metrics', metrics.join(', ')] as const] : []),
  ]);
  return `${title}\n\n${description}\n\n${about}${parametersText(parameters)}\n${usage}\n`;
}

function parametersText(parameters: readonly ParameterDescription[]): string {
  if (parameters.length === 0) return '';
  const lines = parameters.map(({ name, required, type, description = '' }) => {
    const need = required ? 'required' : 'optional';
    return [name, [`${need}  ${type}`, description].filter(Boolean).join('; ')] as const;
  });
  return `\n${labelledLines(lines)}`;
}
