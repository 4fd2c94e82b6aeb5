import { describeMetric } from '../../../packages/cli/dist/catalogue/describe-metric.js';
import { code, codes, page, table } from './markdown.js';

const introduction = `Every metric can be asked for by \`query\`, in a report and in a dashboard: of any period, in a series of any grain (hour,
day, week, month, quarter, year), beside the period before (\`compare\`), and broken down and filtered by its dimensions.
\`lms-analytics metrics show ID\` says the same. Metrics of your own are declared in the same way: see
[examples/custom-metric](../examples/custom-metric/README.md).

- **unit**: a \`count\` is a whole number; \`seconds\` and \`days\` may have a fraction; \`percent\` is 0 to 100 and beyond;
  \`ratio\` is mostly 0 to 1, and has two more columns, \`ID_numerator\` and \`ID_denominator\`. Values have 12 significant
  digits. Of nothing, a count is 0 and everything else null.
- **adds up**: whether the values of parts of the time, or of groups, can be summed up to that of the whole. Where they
  cannot, ask for the whole: the same learner may be in several parts, and a mean of means is not the mean. The parts of a
  ratio are its numerator and its denominator.
- **formula**: what is counted, by which of its times it falls into the period, and under which conditions.
- **attempts**: whether \`attempts: 'first'\` (\`best\`, \`last\`) narrows it to one completed attempt of each learner at an
  assessment.`;

/** The page of the metrics of a catalogue. */
export function metricsPage({ metrics }) {
  const rows = metrics.map((metric) => [
    `[${code(metric.id)}](#${metric.id})`,
    metric.title,
    metric.unit,
    additivityOf(metric),
  ]);
  const overview = table(['metric', 'title', 'unit', 'adds up'], rows);
  return page('Metrics', introduction, overview, ...metrics.map(metricSection));
}

function metricSection(metric) {
  const { id, title, unit, description, formula, dimensions, source, choosesAttempts } = describeMetric(metric);
  const lines = [
    `- unit: ${unit}; adds up: ${additivityOf(metric)}`,
    `- formula: ${formula}`,
    `- dimensions: ${codes(dimensions)}`,
    ...(choosesAttempts ? [`- attempts: ${codes(['all', 'first', 'best', 'last'])}`] : []),
    ...(source === undefined ? [] : [`- source: ${source}`]),
  ];
  return [`## ${code(id)}`, `**${title}.** ${description}`, lines.join('\n')].join('\n\n');
}

/** Counts of rows and sums add up; what tells values apart, divides or orders does not. */
function additivityOf({ formula }) {
  if (formula.kind === 'measure') return measureAdditivity(formula.measure) ?? 'no';
  const parts = formula.kind === 'ratio' && !formula.perDay ? measureAdditivity(formula.denominator) : undefined;
  return parts === undefined ? 'no' : `its parts: ${parts}`;
}

function measureAdditivity({ aggregate }) {
  return { count: 'yes', sum: 'yes', count_at_end: 'over groups, not over time' }[aggregate];
}
