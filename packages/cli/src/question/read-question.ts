import type { Frame, OrderBy } from '@lms-analytics/core';
import { CLIError } from '@oclif/core/errors';
import type { PeriodFlags } from './period-flags.js';

/** The members of a question that flags give: whose, which period, of whom. */
export function readFrame(flags: PeriodFlags): Frame {
  const { tenant, last, from, to, where } = flags;
  return given({
    tenantId: tenant,
    last,
    from,
    to,
    asOf: flags['as-of'],
    timeZone: flags['time-zone'],
    weekStart: flags['week-start'],
    where: where && readFilters(where),
  });
}

/** The flags of a question that answers with a table of metrics. */
export interface TableFlags<Grain, Attempts> {
  readonly by?: string[] | undefined;
  readonly grain?: Grain | undefined;
  readonly attempts?: Attempts | undefined;
  readonly compare?: 'previous_period' | undefined;
  readonly 'order-by'?: string[] | undefined;
  readonly limit?: number | undefined;
}

/** The members of a question that say how metrics become a table. */
export function readTable<Grain, Attempts>(flags: TableFlags<Grain, Attempts>) {
  const { by, grain, attempts, compare, limit } = flags;
  return given({ by, grain, attempts, compare, orderBy: flags['order-by']?.map(readOrder), limit });
}

/** The members that were given: a question refuses those that are not its own, also without a value. */
export function given<Members extends object>(members: Members): Members {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Members;
}

/** Reads `enrollments:desc`; the ids of attributes may hold colons too. */
function readOrder(order: string): OrderBy {
  const [, column, direction] = /^(.+):(asc|desc)$/s.exec(order) ?? [];
  return column === undefined ? { column: order } : { column, direction: direction as 'asc' | 'desc' };
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
