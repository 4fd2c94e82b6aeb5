import type { Analysis } from '@lms-analytics/core';
import { numberText } from '../output/number-text.js';

/** A parameter of an analysis or a report, in words. */
export interface ParameterDescription {
  readonly name: string;
  readonly required: boolean;
  /** `text`, `whole number`, `list`, or the choices: `week, day, month`. */
  readonly type: string;
  /** The choices, where there are some. */
  readonly choices?: readonly unknown[];
  readonly description?: string;
}

/** What JSON Schema says of a parameter. */
interface Schema {
  readonly type?: string | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly const?: unknown;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly description?: string | undefined;
}

/** The parameters of an analysis or a report, from the schemas that check them. */
export function parametersOf({ parameters }: Pick<Analysis, 'parameters'>): ParameterDescription[] {
  return Object.entries(parameters).map(([name, schema]) => {
    const json = schema.toJSONSchema() as Schema;
    const choices = json.enum ?? (json.const === undefined ? undefined : [json.const]);
    return {
      name,
      required: !schema.safeParse(undefined).success,
      type: choices ? choices.join(', ') : typeText(json),
      ...(choices && { choices }),
      ...(json.description !== undefined && { description: json.description }),
    };
  });
}

function typeText({ type, minimum, maximum }: Schema): string {
  if (type === 'array') return 'list';
  if (type !== 'integer') return 'text';
  // An integer without a bound of its own has that of the numbers that JavaScript can count exactly.
  const most = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? '' : ` to ${numberText(maximum)}`;
  return `whole number, ${minimum}${most || ' or more'}`;
}
