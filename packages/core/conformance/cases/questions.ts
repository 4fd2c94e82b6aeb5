import { type ConformanceCase, march } from './conformance-case.js';

type Code = 'invalid_query' | 'unknown_metric' | 'unknown_dimension';

const metrics = ['activities'] as const;

function refused(name: string, question: Record<string, unknown>, error: Code = 'invalid_query'): ConformanceCase {
  return { name, events: [], question: { metrics, ...question }, expected: { error } };
}

export const questionCases: readonly ConformanceCase[] = [
  refused('an unknown member', { ...march, groupBy: ['course'] }),
  refused('an unknown metric', { ...march, metrics: ['activities', 'fun'] }, 'unknown_metric'),
  refused('a metric named like a member of every object', { ...march, metrics: ['constructor'] }, 'unknown_metric'),
  refused('an unknown dimension', { ...march, by: ['colour'] }, 'unknown_dimension'),
  refused('a dimension that the metric has not', { ...march, by: ['assessment'] }, 'unknown_dimension'),
  refused(
    'a dimension that one of the metrics has not',
    { ...march, metrics: ['enrollments', 'new_learners'], by: ['course'] },
    'unknown_dimension',
  ),
  refused(
    'a filter by a dimension that the metric has not',
    { ...march, metrics: ['enrollments'], where: { kind: ['view'] } },
    'unknown_dimension',
  ),
  refused('from after to', { from: '2026-03-02', to: '2026-03-01' }),
  refused('from off the quarter hour', { from: '2026-03-01T00:10:00Z', to: '2026-03-02' }),
  refused('to off the quarter hour', { from: '2026-03-01', to: '2026-03-02T00:00:00.001Z' }),
  refused('asOf off the quarter hour', { ...march, asOf: '2026-03-20T00:00:01Z' }),
  refused('last beside from', { last: '30d', from: '2026-03-01' }),
  refused('last beside to', { last: '30d', to: '2026-03-01' }),
  refused('an unusable last', { last: '30 days' }),
  refused('a last of nothing', { last: '0d' }),
  refused('an unusable date', { from: '2026-02-30', to: '2026-03-02' }),
  refused('an unknown zone', { ...march, timeZone: 'Mars/Olympus' }),
  refused('an unknown grain', { ...march, grain: 'fortnight' }),
  refused('an unknown week start', { ...march, weekStart: 'friday' }),
  refused('more than 10,000 buckets', { from: '2024-01-01', to: '2026-03-01', grain: 'hour' }),
  refused('a limit that is no number of rows', { ...march, limit: -1 }),
  refused('an order by a column that is not there', {
    ...march,
    orderBy: [{ column: 'enrollments', direction: 'asc' }],
  }),
  refused('an unusable tenant', { ...march, tenantId: 'no spaces' }),
];
