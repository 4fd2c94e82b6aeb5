import type { Analysis } from './analysis.js';
import { filtered, inPeriod, isAsked } from './population.js';
import { localized } from './zone.js';

/** How much activity there is in each hour of the week, by local time. */
export const activityHeatmap: Analysis = {
  async answer({ question, select }) {
    const activity = `SELECT user_id, course_id, module_id, kind, times, at_ms // 900_000 * 900_000 AS at_ms FROM o_activity
      WHERE ${isAsked('course_id', question.asked.course)} AND ${inPeriod('at_ms', question)}`;
    // 1 January 1970, day 0, was a Thursday: the fourth day of a week.
    const found = await select(`
      SELECT (day + 3) % 7 AS weekday, hour, sum(times) AS activities
      FROM (${localized(filtered(activity, question))}) GROUP BY ALL`);
    const activities = new Map(
      found.map((row) => [24 * Number(row['weekday']) + Number(row['hour']), Number(row['activities'])]),
    );
    return {
      rows: Array.from({ length: 7 * 24 }, (_, index) => ({
        weekday: Math.floor(index / 24) + 1,
        hour: index % 24,
        activities: activities.get(index) ?? 0,
      })),
    };
  },
};
