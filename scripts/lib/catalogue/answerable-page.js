import { describeAnswerable } from '../../../packages/cli/dist/catalogue/describe-answerable.js';
import { code, codes, page, table } from './markdown.js';

const analysesIntroduction = `What is not a number over time: \`analyze\` takes the parameters of an analysis and gives a table. The examples are of
[a made-up term](../packages/core/README.md), and of the row that states most. \`lms-analytics analyses show ID\` says the
same. Filters (\`where\`) take the dimensions of the [metrics](metrics.md) of what the rows are about.`;

const reportsIntroduction = `A report is a table under a name: as a table, CSV, JSON or NDJSON. \`report\` takes a period (but for user-progress),
filters and the parameters of the report. A question for metrics that is kept under a name is a report as well
(\`report save\`), and those of your own are declared with \`defineReport\`: see
[examples/custom-metric](../examples/custom-metric/README.md). The examples are of a made-up term, and of the row that
states most.`;

export function analysesPage(answers) {
  return answerablePage(answers, { title: 'Analyses', introduction: analysesIntroduction, kind: 'analysis' });
}

export function reportsPage(answers) {
  return answerablePage(answers, { title: 'Reports', introduction: reportsIntroduction, kind: 'report' });
}

async function answerablePage(answers, { title, introduction, kind }) {
  const all = kind === 'analysis' ? answers.catalogue.analyses : answers.catalogue.reports;
  const rows = all.map(({ id, description }) => [`[${code(id)}](#${id})`, description]);
  const sections = [];
  for (const each of all) sections.push(await answerableSection(each, { answers, kind }));
  return page(title, introduction, table([kind, 'what it says'], rows), ...sections);
}

async function answerableSection(answerable, { answers, kind }) {
  const { id, title, description, hasPeriod, parameters, by = [], metrics } = describeAnswerable(answerable);
  const parts = [`## ${code(id)}`, `**${title}.** ${description}`];
  if (!hasPeriod) parts.push('It has no period: it is as of now, or of `asOf`.');
  if (by.length > 0) parts.push(`A row for each ${codes(by)}.`);
  if (metrics) parts.push(`Metrics: ${metrics.map((metric) => `[${code(metric)}](metrics.md#${metric})`).join(', ')}.`);
  if (parameters.length > 0) parts.push(parametersTable(parameters));
  if (metrics || id === 'custom') return parts.join('\n\n');
  const { columns, summary } = await answers.columns({ [kind]: id }, answerable);
  parts.push(columnsTable(columns));
  if (summary) parts.push(`Its summary has ${codes(Object.keys(summary))}.`);
  return parts.join('\n\n');
}

function parametersTable(parameters) {
  const rows = parameters.map(({ name, required, type, description = '' }) => [
    code(name),
    required ? 'required' : 'optional',
    type,
    description,
  ]);
  return table(['parameter', 'need', 'type', 'what it says'], rows);
}

function columnsTable(columns) {
  const rows = columns.map(({ id, title, kind, type, unit, example }) => [
    code(id),
    title,
    kind,
    unit ?? type,
    example === undefined ? '' : JSON.stringify(example),
  ]);
  return table(['column', 'title', 'kind', 'type or unit', 'example'], rows);
}
