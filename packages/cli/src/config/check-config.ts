import { AnalyticsError, createCatalogue, defineMetric, type Metric } from '@lms-analytics/core';
import type { Config } from './load-config.js';

const MEMBERS = ['metrics', 'reports', 'store'];
const RIGHT = "export default { metrics: […], reports: […], store: 'duckdb:PATH' }, each of them optional";

/**
 * Checks what a configuration file exports.
 *
 * @throws AnalyticsError `invalid_configuration`
 */
export function checkConfig(file: string, { default: config }: { readonly default?: unknown }): Config {
  const problem = problemOf(config);
  if (problem !== undefined) throw invalid(file, problem);
  try {
    createCatalogue(config as Config); // refuses ids that are taken, and reports of metrics that there are not
  } catch (error) {
    throw invalid(file, reasonOf(error), error);
  }
  return config as Config;
}

/** A configuration file that cannot be loaded, for what was thrown, or what is to be said. */
export function unloadable(file: string, cause: unknown): AnalyticsError {
  if (cause instanceof AnalyticsError) return invalid(file, cause.message, cause);
  // A syntax error does not say where it is.
  const hint = cause instanceof SyntaxError ? `; node --check ${file} says where` : '';
  return invalid(file, `it cannot be loaded: ${typeof cause === 'string' ? cause : reasonOf(cause)}${hint}`, cause);
}

function invalid(file: string, problem: string, cause?: unknown): AnalyticsError {
  const message = `the configuration ${file} cannot be used: ${problem}`;
  return new AnalyticsError('invalid_configuration', message, { details: { file, problem }, cause });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function problemOf(config: unknown): string | undefined {
  if (config === undefined) return `it has no default export; give ${RIGHT}`;
  if (typeof config !== 'object' || config === null || Array.isArray(config)) {
    return `its default export is not an object; give ${RIGHT}`;
  }
  const unknown = Object.keys(config).find((member) => !MEMBERS.includes(member));
  if (unknown !== undefined) return `it has no member ${JSON.stringify(unknown)}; there are ${MEMBERS.join(', ')}`;
  const { metrics, reports, store } = config as Readonly<Record<string, unknown>>;
  if (store !== undefined && typeof store !== 'string')
    return 'store must be a text, such as duckdb:./analytics.duckdb';
  return listProblem('metrics', metrics, metricProblem) ?? listProblem('reports', reports, reportProblem);
}

function listProblem(
  name: string,
  list: unknown,
  problemOfMember: (member: unknown) => string | undefined,
): string | undefined {
  if (list === undefined) return undefined;
  if (!Array.isArray(list)) return `${name} must be an array`;
  const problems = list.map(problemOfMember);
  const place = problems.findIndex((problem) => problem !== undefined);
  return place < 0 ? undefined : `${name}[${place}]: ${problems[place]}`;
}

function metricProblem(metric: unknown): string | undefined {
  try {
    defineMetric(metric as Metric);
    return undefined;
  } catch (error) {
    return error instanceof AnalyticsError ? error.message : 'it is no metric; make it with defineMetric';
  }
}

/** A report is more than its declaration: what defineReport makes can also plan its answer. */
function reportProblem(report: unknown): string | undefined {
  const { id, prepare } = (report ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof id === 'string' && typeof prepare === 'function') return undefined;
  return 'it is no report; make it with defineReport';
}
