import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AnalyticsError } from '@lms-analytics/core';
import { readEventLines } from '@lms-analytics/core/events';
import { renderCsv } from '@lms-analytics/core/reports';

const COURSE = ['enrollments', 'completion_rate', 'active_learners', 'average_score'];

/** A route: the query string is the frame of the question, such as `?last=12w&timeZone=Europe/Paris`. */
const routes = [
  ['POST', /^\/events$/, takeEvents],
  ['GET', /^\/dashboard$/, ({ analytics, frame }) => analytics.dashboard(frame)],
  ['GET', /^\/courses\/([^/]+)$/, courseFigures],
  ['GET', /^\/courses\/([^/]+)\/weeks$/, courseWeeks],
  ['GET', /^\/reports\/([^/]+)\.csv$/, writeReport],
];

/** Whose fault an error is; what is not here is a bug, or ours to mend. */
const statuses = {
  invalid_query: 400,
  invalid_input: 400,
  unknown_dimension: 400,
  unknown_report: 404,
  store_busy: 503,
};

/** The HTTP service over `analytics`. It knows nobody: put it behind what checks who asks. */
export function createService(analytics) {
  return createServer(async (request, response) => {
    try {
      const { pathname, searchParams } = new URL(request.url, 'http://localhost');
      const [, path, answer] = routes.find(([method, path]) => method === request.method && path.test(pathname)) ?? [];
      if (answer === undefined) return writeJson(response, 404, { error: { message: `there is no ${pathname}` } });
      const [, id] = path.exec(pathname).map((part) => decodeURIComponent(part));
      const result = await answer({ analytics, request, response, id, frame: Object.fromEntries(searchParams) });
      if (result !== undefined) writeJson(response, 200, result);
    } catch (error) {
      writeError(response, error);
    }
  });
}

/** Takes the events of the body, NDJSON or a JSON array, as they arrive: memory does not grow with their number. */
async function takeEvents({ analytics, request }) {
  const { rejected, ...counts } = await analytics.ingest(readEventLines(request, { file: 'body' }));
  return { ...counts, rejected: rejected.map(({ id, line, problems }) => ({ line: line.line, id, problems })) };
}

/** One row: a course as it is in the period, beside the period before. */
async function courseFigures({ analytics, id, frame }) {
  const question = { ...frame, metrics: COURSE, where: { course: [id] }, compare: 'previous_period' };
  const { period, rows } = await analytics.query(question);
  return { course: id, period, ...rows[0] };
}

/** A row a week. */
async function courseWeeks({ analytics, id, frame }) {
  const { rows } = await analytics.query({ ...frame, metrics: COURSE, where: { course: [id] }, grain: 'week' });
  return rows;
}

/** A report as CSV, written while its rows come from the store. */
async function writeReport({ analytics, response, id, frame }) {
  const answer = await analytics.stream({ ...frame, report: id });
  response.setHeader('content-type', 'text/csv; charset=utf-8');
  await pipeline(Readable.from(renderCsv(answer)), response);
}

function writeJson(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`);
}

function writeError(response, error) {
  const status = (error instanceof AnalyticsError && statuses[error.code]) || 500;
  if (status === 500) console.error(error);
  if (response.headersSent) return response.destroy();
  const { code, message } = status === 500 ? { message: 'it failed' } : error;
  writeJson(response, status, { error: { code, message } });
}
