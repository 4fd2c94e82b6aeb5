import { QUARTER_HOUR_MS } from '../query/period.js';
import { offsetSpans } from '../query/zone.js';
import { numberColumn } from './columns.js';
import { allRows, analysisPlan, defineAnalysis, inOneBatch, prepareTable } from './define-analysis.js';
import { course } from './parameters.js';

/** A stretch of time in which the zone keeps one offset from UTC, in quarter hours. */
interface HeatmapSpan {
  readonly from: number;
  readonly to: number;
  readonly offsetQuarters: number;
}

/** What the store is asked; a row of its answer is a weekday (1 is Monday), an hour and its activities. */
export interface ActivityHeatmapParameters {
  readonly course: string | undefined;
  readonly spans: readonly HeatmapSpan[];
}

const columns = [
  { id: 'weekday', title: 'Weekday', kind: 'dimension', type: 'number' },
  { id: 'hour', title: 'Hour', kind: 'dimension', type: 'number' },
  numberColumn('activities', 'Activities', 'count'),
] as const;

/** When learners are at work. */
export const activityHeatmap = defineAnalysis({
  id: 'activity_heatmap',
  title: 'Activity heatmap',
  description: 'Activities by local weekday (1 is Monday) and hour: all 168.',
  parameters: { course: course.optional() },
  hasPeriod: true,
  families: ['C', 'L', 'E', 'K'],
  prepare(asked, context) {
    const { timeZone, from, to } = asked.period;
    const spans = offsetSpans(timeZone, from, to).map((span) => ({
      from: span.from,
      to: span.to,
      offsetQuarters: Math.floor(span.offsetMs / QUARTER_HOUR_MS),
    }));
    const parameters: ActivityHeatmapParameters = { course: asked.parameters.course, spans };
    return prepareTable(
      analysisPlan('activity_heatmap', asked, parameters),
      {
        columns,
        read: async (stored) => {
          const counts = new Map(
            (await allRows(stored)).map(([day, hour, count]) => [`${day} ${hour}`, Number(count)]),
          );
          return { batches: inOneBatch(everyHour(counts)) };
        },
      },
      context,
    );
  },
});

function everyHour(counts: ReadonlyMap<string, number>) {
  return Array.from({ length: 7 * 24 }, (_, index) => {
    const [weekday, hour] = [Math.floor(index / 24) + 1, index % 24];
    return { weekday, hour, activities: counts.get(`${weekday} ${hour}`) ?? 0 };
  });
}
