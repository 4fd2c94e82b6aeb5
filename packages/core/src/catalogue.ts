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

/** What is in the catalogue. */
export interface CatalogueOptions extends CatalogueAdditions {
  /**
   * Whether there are analyses, the reports that show one, and metrics that are quantiles, such as medians; true where
   * absent. They read single learners. Other reports leave the columns of such metrics out.
   */
  readonly advancedMetrics?: boolean | undefined;
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
  advancedMetrics = true,
}: CatalogueOptions = {}): Catalogue {
  const metrics = [...ownMetrics, ...added];
  const reports = [...ownReports, ...addedReports];
  refuseTakenIds('metric', metrics);
  for (const { id } of added) refuseColumnId(id, metrics);
  refuseTakenIds('report', reports);
  const whole = catalogueOf({ metrics, analyses, reports });
  for (const report of addedReports) requireAnswerable(report, whole);
  return advancedMetrics ? whole : withoutAdvanced(whole);
}

type Contents = Pick<Catalogue, 'metrics' | 'analyses' | 'reports'>;

function catalogueOf(contents: Contents): Catalogue {
  return {
    ...contents,
    metric: (id) => findById('metric', contents.metrics, id),
    analysis: (id) => findById('analysis', contents.analyses, id),
  };
}

function withoutAdvanced(whole: Catalogue): Catalogue {
  const metrics = whole.metrics.filter(({ formula }) => formula.kind !== 'quantile');
  const left = new Set(metrics.map(({ id }) => id));
  const reports = whole.reports
    .filter(({ isAdvanced }) => !isAdvanced)
    .map((report) => ({ ...report, ...(report.metrics && { metrics: report.metrics.filter((id) => left.has(id)) }) }));
  const catalogue = catalogueOf({ metrics, analyses: [], reports });
  return {
    ...catalogue,
    metric: (id) => {
      if (whole.metrics.some((metric) => metric.id === id && !left.has(id))) throw switchedOff('metric', id);
      return catalogue.metric(id);
    },
    analysis: (id) => {
      throw switchedOff('analysis', whole.analysis(id).id);
    },
  };
}

function findById<Item extends { readonly id: string }>(
  what: 'metric' | 'analysis',
  items: readonly Item[],
  id: string,
): Item {
  const found = items.find((item) => item.id === id);
  if (found) return found;
  throw unknownName(`unknown_${what}`, { what, id, known: items.map((item) => item.id) });
}

function switchedOff(what: 'metric' | 'analysis', id: string): AnalyticsError {
  const message = `the ${what} ${JSON.stringify(id)} is switched off, like all analyses and quantiles: advancedMetrics (ENABLE_ADVANCED_METRICS) is false`;
  return new AnalyticsError(`unknown_${what}`, message, { details: { [what]: id } });
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
