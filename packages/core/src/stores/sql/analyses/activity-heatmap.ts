import type { ActivityHeatmapParameters } from '../../../analyses/activity-heatmap.js';
import type { AnalysisPlan } from '../../../query/plan.js';
import { stretchSelect } from '../quarter-tables.js';
import { sourceSelect } from '../sources.js';
import { type AnalysisScope, isValue } from './analysis-scope.js';

const QUARTERS_PER_HOUR = 4;
const QUARTERS_PER_DAY = 96;
/** 1970-01-01 was a Thursday: three days after a Monday. */
const EPOCH_WEEKDAY = 3;

/** Weekday (1 is Monday), hour, activities. */
export function activityHeatmapSql(
  plan: AnalysisPlan<string, ActivityHeatmapParameters>,
  scope: AnalysisScope,
): string {
  const { source, rows, dialect, parameters } = scope;
  const { course, spans } = plan.parameters;
  const offsets = { offset_quarters: spans.map(({ offsetQuarters }) => offsetQuarters) };
  const activities = rows.select({
    from: sourceSelect('activities', source),
    columns: ['s.quarter + zone_span.offset_quarters AS local_quarter'],
    join: ` JOIN zone_span ON s.quarter >= zone_span.first_quarter AND s.quarter < zone_span.end_quarter`,
    where: isValue('s.course_id', course, scope),
  });
  const day = dialect.wholeQuotient('local_quarter', String(QUARTERS_PER_DAY));
  const hour = dialect.wholeQuotient(`(local_quarter % ${QUARTERS_PER_DAY})`, String(QUARTERS_PER_HOUR));
  return `WITH zone_span AS (${stretchSelect(spans, offsets, { dialect, parameters })})
SELECT (${day} + ${EPOCH_WEEKDAY}) % 7 + 1 AS weekday, ${hour} AS hour, sum(count)
FROM (${activities}) AS activity GROUP BY weekday, hour`;
}
