import type { AnalyticsError, ExportFormat, FactsExport } from '@lms-analytics/core';
import { numberText } from '../output/number-text.js';
import { Progress } from '../output/progress.js';
import { EXPORT_MEMORY_LIMIT, type OpenMode } from '../store/open-chosen-store.js';
import type { StoreFlags } from '../store/store-url.js';
import { withConfiguredAnalytics } from '../store/with-analytics.js';

/** The flags of an export. */
interface ExportFlags extends StoreFlags {
  readonly out: string;
  readonly format: string;
  readonly replace: boolean;
  readonly tenant: string;
  readonly progress: boolean;
}

/**
 * Exports the facts of a tenant, saying on stderr how far it is: within little memory or, where answers are too long for
 * that, once more within what other commands have.
 */
export async function exportFacts(flags: ExportFlags): Promise<FactsExport> {
  try {
    return await exportIn('export', flags);
  } catch (error) {
    const { code, details } = error as Partial<AnalyticsError>;
    if (code !== 'out_of_memory' || details?.['memoryLimit'] !== EXPORT_MEMORY_LIMIT) throw error;
    return exportIn('read', flags);
  }
}

function exportIn(
  mode: OpenMode,
  { out, format, replace, tenant, progress, ...flags }: ExportFlags,
): Promise<FactsExport> {
  return withConfiguredAnalytics(flags, mode, async (analytics) => {
    const shown = await Progress.start({ isShown: progress });
    try {
      return await analytics.exportFacts({
        ...{ directory: out, format: format as ExportFormat, tenantId: tenant, replace },
        onRows: (rows) => shown.update({ rows, done: rows, total: undefined }),
      });
    } finally {
      shown.stop();
    }
  });
}

/** What was exported, as a table. */
export async function exportText({ directory, files }: FactsExport): Promise<string> {
  const { drawTable, terminalWidth } = await import('../table/draw-table.js');
  return drawTable(
    [
      { header: 'View', align: 'left', isKey: true, cells: files.map(({ view }) => view) },
      { header: 'Rows', align: 'right', isKey: false, cells: files.map(({ rows }) => numberText(rows)) },
      { header: `File in ${directory}`, align: 'left', isKey: false, cells: files.map(({ file }) => file) },
    ],
    terminalWidth(),
  );
}
