import { analyses } from './analyses/catalogue.js';
import { AnalyticsError } from './errors.js';
import { metrics as ownMetrics } from './metrics/catalogue/index.js';
import { familiesOf, type Metric } from './metrics/define-metric.js';
import type { Catalogue } from './query/ask.js';
import { dimensionIds, parseDimension, requireDimension } from './query/dimension.js';
import { reports as ownReports } from './reports/catalogue/index.js';
import type { Report } from './reports/define-report.js';
import { unknownName } from './unknown-name.js';

/** What a user adds to the catalogue. */
export interface CatalogueAdditions {
  /** Made with `defineMetric`. */
  readonly metrics?: readonly Metric[] | undefined;
  /** Made with `defineReport`. */
  readonly reports?: readonly Report[] | undefined;
}

/**
 * What can be asked: the metrics, analyses and reports of the toolkit, with what a user adds. It needs no store;
 * `createAnalytics` has one as `catalogue`.
 *
 * @throws AnalyticsError `invalid_configuration` for an id that is taken, `unknown_metric` and `unknown_dimension` for a
 * report that cannot be answered
 * @example
 * createCatalogue({ metrics: [videoViews] }).metric('video_views').title; // 'Video views'
 */
export function createCatalogue({
  metrics: added = [],
  reports: addedReports = [],
}: CatalogueAdditions = {}): Catalogue {
  const metrics = [...ownMetrics, ...added];
  const reports = [...ownReports, ...addedReports];
  refuseTakenIds('metric', metrics);
  for (const { id } of added) refuseColumnId(id, metrics);
  refuseTakenIds('report', reports);
  const metricsById = new Map(metrics.map((metric) => [metric.id, metric]));
  const catalogue: Catalogue = {
    metrics,
    analyses,
    reports,
    metric: (id) => {
      const metric = metricsById.get(id);
      if (metric) return metric;
      throw unknownName('unknown_metric', { what: 'metric', id, known: [...metricsById.keys()] });
    },
    analysis: (id) => {
      const analysis = analyses.find((each) => each.id === id);
      if (analysis) return analysis;
      throw unknownName('unknown_analysis', { what: 'analysis', id, known: analyses.map((each) => each.id) });
    },
  };
  for (const report of addedReports) requireAnswerable(report, catalogue);
  return catalogue;
}

function refuseTakenIds(what: string, declared: readonly { readonly id: string }[]): void {
  const seen = new Set<string>();
  for (const { id } of declared) {
    if (seen.has(id)) {
      const message = `there already is a ${what} ${JSON.stringify(id)}: give another id`;
      throw new AnalyticsError('invalid_configuration', message, { details: { [what]: id } });
    }
    seen.add(id);
  }
}

/** An answer has a column an id: one of a metric must not be that of a dimension, or of a part of another metric. */
function refuseColumnId(id: string, metrics: readonly Metric[]): void {
  const parts = metrics.flatMap((metric) => [`${metric.id}_numerator`, `${metric.id}_denominator`]);
  const isTaken = otherColumns.includes(id) || id.endsWith('_previous') || parts.includes(id);
  if (!isTaken) return;
  const message = `a metric cannot be named ${JSON.stringify(id)}, which is the name of another column: give another id`;
  throw new AnalyticsError('invalid_configuration', message, { details: { metric: id } });
}

const otherColumns = ['time', 'title', ...dimensionIds];

function requireAnswerable({ metrics = [], by = [] }: Report, catalogue: Catalogue): void {
  for (const metric of metrics.map((id) => catalogue.metric(id))) {
    for (const dimension of by) requireDimension(metric.id, familiesOf(metric), parseDimension(dimension));
  }
}
