import { AnalyticsError, type Query, type SavedReport } from '@lms-analytics/core';
import { loadConfig } from '../config/load-config.js';
import type { StoreFlags } from '../store/store-url.js';
import { withConfiguredAnalytics } from '../store/with-analytics.js';
import { catalogueWith } from './load-catalogue.js';

/** A report in the list of all: who declared it, what it is about. */
export interface ListedReport {
  readonly id: string;
  readonly origin: 'built-in' | 'configuration' | 'saved';
  readonly title: string;
  readonly description: string;
}

/** Every report that can be asked for: the toolkit's, those of the configuration, the saved ones of the tenant. */
export async function listReports(flags: StoreFlags & { readonly tenant: string }): Promise<ListedReport[]> {
  const config = await loadConfig(flags.config);
  const declared = catalogueWith(config).reports.map((report): ListedReport => {
    const origin = config.reports?.some(({ id }) => id === report.id) ? 'configuration' : 'built-in';
    return { id: report.id, origin, title: report.title, description: report.description };
  });
  return [...declared, ...(await savedReportsOf(flags)).map(listSaved)];
}

function listSaved({ name, question }: SavedReport): ListedReport {
  return { id: name, origin: 'saved', title: name, description: questionText(question) };
}

/** Where there is no store yet, nothing was saved: what can be asked for is not a matter of the store alone. */
async function savedReportsOf(flags: StoreFlags & { readonly tenant: string }): Promise<readonly SavedReport[]> {
  try {
    return await withConfiguredAnalytics(flags, 'read', (analytics) => analytics.savedReports.list(flags.tenant));
  } catch (error) {
    if (error instanceof AnalyticsError && error.code === 'store_not_found') return [];
    throw error;
  }
}

/** A question in a few words: `enrollments, completion_rate by course, week`. */
function questionText({ metrics, by = [], grain }: Query): string {
  const keys = [...by, ...(grain ? [grain] : [])];
  return metrics.join(', ') + (keys.length > 0 ? ` by ${keys.join(', ')}` : '');
}
