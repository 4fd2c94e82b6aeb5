import { AnalyticsError } from '../errors.js';
import type { AskContext, Prepared } from '../query/ask.js';
import { prepareQuery } from '../query/prepare-metrics.js';
import { DEFAULT_TENANT, parseQuery, parseTenantId, type Query } from '../query/question.js';
import type { AnalyticsStore } from '../stores/analytics-store.js';
import { unknownName } from '../unknown-name.js';
import { reservedReportNames } from './define-report.js';

/** A question for metrics that was saved as a report. */
export interface SavedReport {
  /** The name that it is asked for by, as a report. */
  readonly name: string;
  /** What is asked, without the tenant. */
  readonly question: Query;
  /** When: ISO 8601, UTC. */
  readonly savedAt: string;
}

/** Questions for metrics that are kept under a name, and asked as reports. */
export interface SavedReports {
  /**
   * All of them, by name; none where nothing was saved.
   *
   * @example
   * (await analytics.savedReports.list()).map(({ name }) => name); // ['intake']
   */
  list(tenantId?: string): Promise<readonly SavedReport[]>;
  /**
   * The one of this name.
   *
   * @throws AnalyticsError `unknown_report`, with the nearest name and all of them
   * @example
   * (await analytics.savedReports.get('intake')).question;
   */
  get(name: string, tenantId?: string): Promise<SavedReport>;
  /**
   * Saves a question for metrics, in the place of one of the same name.
   *
   * @param name 1 to 64 of `a-z`, `0-9`, `.`, `_`, `-`; not that of a report of the catalogue
   * @throws AnalyticsError `invalid_query` for a name or question that cannot be used, `unknown_metric`, `unknown_dimension`
   * @example
   * await analytics.savedReports.save('intake', { metrics: ['enrollments'], by: ['course'], last: '12w' });
   * await analytics.report({ report: 'intake' });
   */
  save(name: string, question: Query, tenantId?: string): Promise<SavedReport>;
  /**
   * Deletes the one of this name.
   *
   * @throws AnalyticsError `unknown_report`, where there is none
   * @example
   * await analytics.savedReports.delete('intake');
   */
  delete(name: string, tenantId?: string): Promise<void>;
}

const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;
const PERIOD_MEMBERS = ['from', 'to', 'last'];

/** Makes the part of the library that is about saved reports. */
export function savedReportsOf(context: () => AskContext): SavedReports {
  return {
    list: async (tenantId = DEFAULT_TENANT) => savedReports(context().store, parseTenantId(tenantId)),
    get: async (name, tenantId = DEFAULT_TENANT) => savedReport(context(), parseTenantId(tenantId), name),
    save: async (name, question, tenantId = DEFAULT_TENANT) =>
      saveReport(context(), parseTenantId(tenantId), { name, question }),
    delete: async (name, tenantId = DEFAULT_TENANT) => {
      await savedReport(context(), parseTenantId(tenantId), name);
      await context().store.deleteDocument(tenantId, 'report', name);
    },
  };
}

/** The saved reports of a tenant, by name. */
async function savedReports(store: AnalyticsStore, tenantId: string): Promise<SavedReport[]> {
  const documents = await store.documents(tenantId, 'report');
  return documents.map(({ name, body, savedAt }) => ({
    name,
    question: JSON.parse(body),
    savedAt: new Date(savedAt).toISOString(),
  }));
}

/**
 * The saved report of a name.
 *
 * @throws AnalyticsError `unknown_report`, with the names that there are
 */
async function savedReport(
  { store, catalogue }: Pick<AskContext, 'store' | 'catalogue'>,
  tenantId: string,
  name: string,
): Promise<SavedReport> {
  const saved = await savedReports(store, tenantId);
  const found = saved.find((report) => report.name === name);
  if (found) return found;
  const known = [...catalogue.reports.map(({ id }) => id), ...saved.map((report) => report.name)];
  throw unknownName('unknown_report', { what: 'report', id: name, known });
}

/**
 * Saves a question for metrics as a report, in the place of one of the same name. The question must be one that can be
 * answered.
 *
 * @throws AnalyticsError `invalid_query` for a name or a question that cannot be used, and those of the question
 */
async function saveReport(
  context: AskContext,
  tenantId: string,
  { name, question }: { name: string; question: unknown },
): Promise<SavedReport> {
  requireFreeName(name, context);
  const { tenantId: named, ...body } = parseQuery(asQuery(question));
  if (named !== undefined && named !== tenantId) throw otherTenant(named, tenantId);
  await prepareQuery({ ...body, tenantId }, context, name);
  const document = { kind: 'report', name, body: JSON.stringify(body), savedAt: context.now } as const;
  await context.store.writeDocument(tenantId, document);
  return { name, question: body, savedAt: new Date(context.now).toISOString() };
}

/** Plans the answer to a question that names a saved report; what the question says goes before what was saved. */
export async function prepareSavedReport(
  question: Readonly<Record<string, unknown>>,
  context: AskContext,
): Promise<Prepared> {
  const { report, ...asked } = question;
  const tenantId = asked['tenantId'] === undefined ? DEFAULT_TENANT : parseTenantId(asked['tenantId']);
  const saved = await savedReport(context, tenantId, String(report));
  const namesPeriod = PERIOD_MEMBERS.some((member) => asked[member] !== undefined);
  const kept = Object.entries(saved.question).filter(([member]) => !(namesPeriod && PERIOD_MEMBERS.includes(member)));
  const given = Object.entries(asked).filter(([, value]) => value !== undefined);
  return prepareQuery(parseQuery(Object.fromEntries([...kept, ...given])), context, saved.name);
}

/** A question may come as a custom report or as a plain question for metrics. */
function asQuery(question: unknown): unknown {
  if (typeof question !== 'object' || question === null) return question;
  const { report, ...query } = question as Record<string, unknown>;
  return report === 'custom' ? query : question;
}

function otherTenant(named: string, tenantId: string): AnalyticsError {
  const message = `the question is of tenant ${JSON.stringify(named)}, and it is saved for ${JSON.stringify(tenantId)}: leave tenantId out`;
  return new AnalyticsError('invalid_query', message, { details: { parameter: 'tenantId', value: named } });
}

function requireFreeName(name: string, { catalogue }: AskContext): void {
  const isTaken = reservedReportNames.includes(name) || catalogue.reports.some(({ id }) => id === name);
  if (typeof name === 'string' && NAME.test(name) && !isTaken) return;
  const problem = isTaken ? 'is the name of a report or command' : 'must be 1 to 64 of a-z 0-9 . _ -';
  throw new AnalyticsError('invalid_query', `the name ${JSON.stringify(name)} ${problem}: give another`, {
    details: { parameter: 'name', value: name },
  });
}
