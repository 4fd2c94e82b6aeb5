import { type ConformanceCase, march } from './conformance-case.js';

type Code = 'invalid_query' | 'unknown_metric' | 'unknown_dimension';

const metrics = ['activities'] as const;

/** Dimensions that metrics have not, though their facts or their neighbours do. */
const dimensionsThatAreNone = {
  stickiness: ['kind', 'module'],
  average_progress: ['module'],
  median_days_to_complete: ['assessment'],
  score_stddev: ['module', 'kind'],
  median_attempt_seconds: ['module'],
} as const;

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
  ...[0, -1, 1.5, '3'].map((limit) => refused(`a limit of ${JSON.stringify(limit)}`, { ...march, limit })),
  ...['enrollments', 'course', 'time', 'activities_previous', 'activities_numerator', 'constructor'].map((column) =>
    refused(`an order by ${column}, which is no column of the answer`, {
      ...march,
      orderBy: [{ column, direction: 'asc' }],
    }),
  ),
  refused('an order by a known column and an unknown one', {
    ...march,
    orderBy: [
      { column: 'activities', direction: 'asc' },
      { column: 'fun', direction: 'asc' },
    ],
  }),
  refused('an order that is no list', { ...march, orderBy: { column: 'activities', direction: 'asc' } }),
  refused('an order by names alone', { ...march, orderBy: ['activities'] }),
  refused('an order in an unknown direction', { ...march, orderBy: [{ column: 'activities', direction: 'down' }] }),
  refused('an order with an unknown member', {
    ...march,
    orderBy: [{ column: 'activities', direction: 'asc', nulls: 'first' }],
  }),
  refused('an order without a column', { ...march, orderBy: [{ direction: 'asc' }] }),
  refused('an unknown comparison', { ...march, compare: 'last_year' }),
  refused('an unknown choice of attempts', { ...march, metrics: ['average_score'], attempts: 'second' }),
  ...Object.entries(dimensionsThatAreNone).flatMap(([metric, dimensions]) =>
    dimensions.flatMap((dimension) => [
      refused(`${metric} by ${dimension}`, { ...march, metrics: [metric], by: [dimension] }, 'unknown_dimension'),
      refused(
        `${metric} where ${dimension}`,
        { ...march, metrics: [metric], where: { [dimension]: ['x'] } },
        'unknown_dimension',
      ),
    ]),
  ),
  refused('an unusable tenant', { ...march, tenantId: 'no spaces' }),
];
