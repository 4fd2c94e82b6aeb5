import { type DimensionSql, dimensionSql, literal } from './dimensions.js';
import { factTables } from './facts.js';
import type { OracleMetric } from './metrics.js';
import type { OracleQuestion, Span } from './oracle.js';

/**
 * The SQL of a metric: the number of the span, two whole numbers, and the dimensions. The numbers are the parts of a
 * metric that is counted, in a row for each key; else the fraction of each row that falls into the span.
 */
export function metricStatement(metric: OracleMetric, question: OracleQuestion, spans: readonly Span[]): string {
  const tenant = literal(question.tenantId ?? 'default');
  const dimensions = (question.by ?? []).map((dimension, index) => dimensionSql(dimension, `b${index}`, tenant));
  const filters = Object.entries(question.where ?? {}).map(([dimension, values], index) =>
    filterSql(dimensionSql(dimension, `w${index}`, tenant), values),
  );
  const keys = dimensions.map(({ expression }) => expression);
  const parts = 'each' in metric ? [metric.each.n, metric.each.d] : [metric.numerator, metric.denominator ?? '1'];
  const inSpan = metric.inSpan ?? 'f.at_ms >= s.from_ms AND f.at_ms < s.to_ms';
  const joins = [...dimensions, ...filters].map(({ join }) => join);
  const tests = ['true', ...filters.map(({ expression }) => expression)];
  return `
    WITH ${factTables(tenant, question.asOf, { attempts: question.attempts ?? 'all', clock: question.clock })},
    ${dayTable(question.days)}
    span(i, from_ms, to_ms, days) AS (VALUES ${spans.map((span, index) => spanSql(span, index, question.days)).join(', ')})
    SELECT ${['s.i', ...parts, ...keys].join(', ')}
    FROM span s
    JOIN (${metric.rows}) f
      ON ${inSpan}
    ${contextOf([...parts, ...keys, inSpan, ...joins, ...tests]).join('\n')}
    ${joins.join('\n')}
    WHERE ${tests.join(' AND ')}
    ${'each' in metric ? '' : `GROUP BY ${['s.i', ...keys].join(', ')}`}`;
}

/** What a row may be told by, by alias; of each there is one for a row, or none. */
const context = {
  l: 'LEFT JOIN o_learner l ON l.user_id = f.user_id',
  e: 'LEFT JOIN o_enrollment e ON e.user_id = f.user_id AND e.course_id = f.course_id',
  c: 'LEFT JOIN o_course c ON c.course_id = f.course_id',
};

/** The joins that expressions need: a statement without the others takes half the time. */
function contextOf(expressions: readonly string[]): string[] {
  const named = (alias: string) => new RegExp(`\\b${alias}\\.`).test(expressions.join('\n'));
  return Object.entries(context).flatMap(([alias, join]) => (named(alias) ? [join] : []));
}

/** The table of local days. Without it a metric that asks for days fails, which is right: they are not known. */
function dayTable(days: readonly Span[] | undefined): string {
  if (days === undefined) return '';
  const rows = days.map(({ from, to }) => `(${from}::BIGINT, ${to}::BIGINT)`);
  return `day(from_ms, to_ms) AS (${rows.length === 0 ? 'SELECT 0, 0 WHERE false' : `VALUES ${rows.join(', ')}`}),`;
}

function spanSql({ from, to }: Span, index: number, days: readonly Span[] = []): string {
  const met = from < to ? days.filter((day) => day.from < to && day.to > from).length : 0;
  return `(${index}, ${from}::BIGINT, ${to}::BIGINT, ${met}::BIGINT)`;
}

function filterSql({ expression, join }: DimensionSql, values: readonly (string | null)[]): DimensionSql {
  const tests = values.map((value) => `${expression} IS NOT DISTINCT FROM ${value === null ? 'NULL' : literal(value)}`);
  return { expression: `(${tests.join(' OR ')})`, join };
}
