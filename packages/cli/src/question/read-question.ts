import type { Query } from '@lms-analytics/core';
import { CLIError } from '@oclif/core/errors';
import type { PeriodFlags } from './period-flags.js';

/** The members of a question that flags give: whose, which period, of whom. */
export function readQuestion(flags: PeriodFlags): Omit<Query, 'metrics'> {
  const { tenant, last, from, to, where } = flags;
  const question = {
    tenantId: tenant,
    last,
    from,
    to,
    asOf: flags['as-of'],
    timeZone: flags['time-zone'],
    weekStart: flags['week-start'],
  };
  return where ? { ...question, where: readFilters(where) } : question;
}

/**
 * Reads filters: `course=c1,c2` means either one; an empty value is null ("not stated"); `\,` is a comma and `\\` a
 * backslash within a value. Filters of one dimension add up.
 *
 * @throws CLIError for a filter without `=`
 * @example readFilters(['course=c1,c2', 'learner.region=']) // { course: ['c1', 'c2'], 'learner.region': [null] }
 */
export function readFilters(filters: readonly string[]): Record<string, (string | null)[]> {
  const where = new Map<string, (string | null)[]>();
  for (const filter of filters) {
    const equals = filter.indexOf('=');
    if (equals < 1)
      throw new CLIError(`--where ${filter} is not a filter; give DIMENSION=VALUES, such as course=c1,c2`);
    const dimension = filter.slice(0, equals);
    where.set(dimension, [...(where.get(dimension) ?? []), ...readValues(filter.slice(equals + 1))]);
  }
  return Object.fromEntries(where);
}

function readValues(list: string): (string | null)[] {
  const values = `,${list}`.match(/,(?:\\[\\,]|[^,])*/g) ?? [];
  return values
    .map((value) => value.slice(1).replaceAll(/\\([\\,])/g, '$1'))
    .map((value) => (value === '' ? null : value));
}
