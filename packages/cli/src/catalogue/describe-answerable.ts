import type { Analysis, Report } from '@lms-analytics/core';
import { labelledLines, paragraph } from '../table/labelled-lines.js';
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

/** How a description is shown: by which command it is asked for, and for which width. */
export interface TextOptions {
  readonly command: 'analyze' | 'report';
  readonly width: number;
}

/** The description for a person; how it is asked for stands last. */
export function answerableText(described: AnswerableDescription, { command, width }: TextOptions): string {
  const { id, title, description, hasPeriod, parameters, by, metrics } = described;
  const about = labelledLines(
    [
      ['id', id],
      ['period', hasPeriod ? 'yes: --last, --from, --to' : 'none; as of now, or of --as-of'],
      ...(by?.length ? [['a row for', by.join(', ')] as const] : []),
      ...(metrics ? [['metrics', metrics.join(', ')] as const] : []),
    ],
    { width },
  );
  const parts = [about, parametersText(parameters, width), `${usageOf(id, command, parameters)}\n`];
  return `${title}\n\n${paragraph(description, width)}\n${parts.filter(Boolean).join('\n')}`;
}

function parametersText(parameters: readonly ParameterDescription[], width: number): string {
  if (parameters.length === 0) return '';
  const lines = parameters.map(({ name, required, type, description }) => {
    const need = required ? 'required' : 'optional';
    return [name, `${need}  ${type}${description === undefined ? '' : `; ${description}`}`] as const;
  });
  return labelledLines(lines, { width });
}

/** A list that must be given is no flag: such a question is asked as JSON. */
function usageOf(id: string, command: string, parameters: readonly ParameterDescription[]): string {
  const required = parameters.filter((parameter) => parameter.required);
  const lists = required.filter(({ type }) => type === 'list').map(({ name }) => `"${name}": ["…"]`);
  if (lists.length > 0) return `echo '{"${command}": "${id}", ${lists.join(', ')}}' | lms-analytics ask -`;
  return [`lms-analytics ${command} ${id}`, ...required.map(({ name }) => `--${name} …`)].join(' ');
}
