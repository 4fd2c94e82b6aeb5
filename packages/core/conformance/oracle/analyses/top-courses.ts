import type { Analysis } from './analysis.js';
import { localDays } from './zone.js';

/** The courses with the highest values of a metric. */
export const topCourses: Analysis = {
  async answer({ question, attempts, metrics }) {
    const { asked, tenantId, period, clock, asOf, zone } = question;
    const { metric = 'active_learners', limit = 10, where } = asked;
    const rows = await metrics.answer({
      metrics: [metric],
      by: ['course'],
      tenantId,
      ...period,
      clock,
      days: localDays(zone, period),
      attempts,
      orderBy: [{ column: metric, direction: 'desc' }],
      limit,
      ...(asOf !== undefined && { asOf }),
      ...(where && { where }),
    });
    return { rows };
  },
};
