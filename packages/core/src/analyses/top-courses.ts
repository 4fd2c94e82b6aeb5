import { z } from 'zod';
import { familiesOf } from '../metrics/define-metric.js';
import { parseDimension, requireDimension } from '../query/dimension.js';
import { chooseAttempts, prepareMetrics } from '../query/prepare-metrics.js';
import { limitMember } from '../query/question.js';
import { defineAnalysis } from './define-analysis.js';
import { attempts } from './parameters.js';

const DEFAULT_METRIC = 'active_learners';
const DEFAULT_LIMIT = 10;

/** The courses with the highest values of a metric. */
export const topCourses = defineAnalysis({
  id: 'top_courses',
  title: 'Top courses',
  description: 'The courses where a metric is highest; those without a value come last.',
  parameters: {
    metric: z.string().optional().describe('A metric that has courses; active_learners where absent.'),
    limit: limitMember.optional().describe('How many courses; 10 where absent.'),
    attempts,
  },
  hasPeriod: true,
  prepare(asked, context) {
    const { metric: id = DEFAULT_METRIC, limit = DEFAULT_LIMIT, attempts: choice = 'all' } = asked.parameters;
    const metric = context.catalogue.metric(id);
    const course = parseDimension('course');
    for (const dimension of [course, ...asked.filters.map((filter) => filter.dimension)]) {
      requireDimension(metric.id, familiesOf(metric), dimension);
    }
    return prepareMetrics(
      {
        id: 'top_courses',
        metrics: chooseAttempts([metric], choice),
        dimensions: [course],
        order: { orderBy: [{ column: metric.id, direction: 'desc' }], limit },
        frame: asked,
      },
      context,
    );
  },
});
