import { attempts } from '../../analyses/parameters.js';
import { exactChange } from '../../exact/exact-change.js';
import { metrics } from '../../metrics/catalogue/index.js';
import type { Metric } from '../../metrics/define-metric.js';
import { type Column, metricReaders, type Row, type StoredBatches } from '../../query/answer.js';
import { hasDimension } from '../../query/dimension.js';
import { type ExactValue, writtenValue } from '../../query/exact-value.js';
import type { QueryPlan } from '../../query/plan.js';
import { chooseAttempts, metricsHead, planOf } from '../../query/prepare-metrics.js';
import { runMetrics } from '../../query/run-metrics.js';
import { defineAnswer } from '../define-report.js';

const ID = 'platform-summary';

const columns: readonly Column[] = [
  { id: 'metric', title: 'Metric', kind: 'dimension', type: 'string' },
  { id: 'title', title: 'Title', kind: 'fact', type: 'string' },
  { id: 'unit', title: 'Unit', kind: 'fact', type: 'string' },
  { id: 'value', title: 'Value', kind: 'metric', type: 'number' },
  { id: 'previous', title: 'Previous period', kind: 'metric', type: 'number' },
  { id: 'change', title: 'Change', kind: 'metric', type: 'number', unit: 'ratio' },
];

export const platformSummary = defineAnswer({
  id: ID,
  title: 'Platform summary',
  description: 'A row a metric: its value in the period and in the one before, and the change.',
  parameters: { attempts },
  hasPeriod: true,
  prepare(asked, { store, catalogue, signal }) {
    const shown = metrics.filter((metric) => catalogue.metrics.includes(metric));
    const kept = shown.filter((metric) => asked.filters.every(({ dimension }) => hasDimension(metric, dimension)));
    const chosen = chooseAttempts(kept, asked.parameters.attempts ?? 'all');
    const plan = planOf({ metrics: chosen, dimensions: [], compares: true, frame: asked });
    const head = { ...metricsHead(ID, plan, asked), columns };
    return {
      plan,
      answer: async () => ({ ...head, batches: metricRows(plan, chosen, runMetrics(store, plan, signal)) }),
    };
  },
});

/** Turns the one row of the store into a row a metric. */
async function* metricRows(plan: QueryPlan, chosen: readonly Metric[], stored: StoredBatches): AsyncGenerator<Row[]> {
  for await (const [values] of stored) {
    yield metricReaders(plan, chosen).map(({ metric, spans: [current, previous] }) =>
      metricRow(metric, current!(values!).value, previous!(values!).value),
    );
  }
}

function metricRow({ id, title, unit }: Metric, value: ExactValue | null, previous: ExactValue | null): Row {
  const change = value === null || previous === null ? null : exactChange(value, previous);
  return { metric: id, title, unit, value: writtenValue(value), previous: writtenValue(previous), change };
}
