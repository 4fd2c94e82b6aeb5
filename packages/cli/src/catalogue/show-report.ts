import type { SavedReport } from '@lms-analytics/core';
import type { StoreFlags } from '../store/store-url.js';
import { withConfiguredAnalytics } from '../store/with-analytics.js';
import { terminalWidth } from '../table/draw-table.js';
import { answerableText, describeAnswerable } from './describe-answerable.js';
import { loadCatalogue } from './load-catalogue.js';

/**
 * What a report is: one of the catalogue or the configuration, for which no store is opened, or a saved one.
 *
 * @throws AnalyticsError `unknown_report`, `invalid_configuration`, and those of the store
 */
export async function showReport(
  name: string,
  flags: StoreFlags & { readonly tenant: string; readonly json: boolean },
): Promise<string> {
  const { reports } = await loadCatalogue(flags.config);
  const report = reports.find(({ id }) => id === name);
  if (report) {
    const description = describeAnswerable(report);
    if (flags.json) return `${JSON.stringify(description, null, 2)}\n`;
    return answerableText(description, { command: 'report', width: terminalWidth() });
  }
  const saved = await withConfiguredAnalytics(flags, 'read', (analytics) =>
    analytics.savedReports.get(name, flags.tenant),
  );
  return flags.json ? `${JSON.stringify(saved, null, 2)}\n` : savedText(saved);
}

function savedText({ name, question, savedAt }: SavedReport): string {
  const when = savedAt.slice(0, 16).replace('T', ' ');
  return `${name}, saved ${when} (UTC)\n\n${JSON.stringify(question, null, 2)}\n\nlms-analytics report ${name}\n`;
}
