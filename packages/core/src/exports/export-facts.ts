import { join } from 'node:path';
import { AnalyticsError } from '../errors.js';
import type { StoredBatches } from '../query/answer.js';
import { readRemovedBefore } from '../retention/read-removed.js';
import type { AnalyticsStore, StoredValue } from '../stores/analytics-store.js';
import { ExportFolder } from './export-folder.js';
import type { FactsWriter } from './facts-writer.js';

/** The form of the files of an export. */
export type ExportFormat = 'csv' | 'parquet';

const exportFormats: readonly string[] = ['csv', 'parquet'] satisfies ExportFormat[];

/** What is exported, and where to. */
export interface FactsExportOptions {
  /** The folder; made where there is none. */
  readonly directory: string;
  /** The form of the files. */
  readonly format: ExportFormat;
  /** Whose facts; `default` where absent. */
  readonly tenantId?: string;
  /** Whether files of an earlier export may be replaced; they are refused where absent. */
  readonly replace?: boolean;
  /** Ends it: what was there stays as it was, and the reason of the signal is thrown. */
  readonly signal?: AbortSignal | undefined;
  /** Told now and then how many rows were read so far. */
  readonly onRows?: (rows: number) => void;
}

/** What was exported. */
export interface FactsExport {
  /** Whose facts. */
  readonly tenantId: string;
  /** The form of the files. */
  readonly format: ExportFormat;
  /** The folder, as it was given. */
  readonly directory: string;
  /**
   * Up to when recorded activity was removed (RFC 3339): of what was before, `v_activity` has the last of each learner in a
   * course; null where none was.
   */
  readonly activityRemovedBefore: string | null;
  /** A file a view, in the order of the views. */
  readonly files: readonly ExportedFile[];
}

/** A file of an export: the rows of a view. */
export interface ExportedFile {
  /** The name of the view. */
  readonly view: string;
  /** Its name in the folder. */
  readonly file: string;
  /** How many rows it has, without the header of CSV. */
  readonly rows: number;
}

/**
 * Writes a file a view, all of one moment: first beside their places, and moved there when every one is whole.
 *
 * @throws AnalyticsError `output_exists`, `invalid_configuration` where the folder cannot be written to,
 *   `missing_dependency` for Parquet without DuckDB
 */
export async function exportFacts(
  store: AnalyticsStore,
  {
    tenantId,
    directory,
    format,
    replace = false,
    signal,
    onRows = () => undefined,
  }: FactsExportOptions & { tenantId: string },
): Promise<FactsExport> {
  requireFormat(format);
  return inFolder({ directory, format, replace }, async (folder) => {
    const writer = await openWriter(format, folder.temporary);
    try {
      const files: ExportedFile[] = [];
      let before = 0;
      for await (const { view, batches } of store.facts(tenantId, signal)) {
        let rows = 0;
        const file = `${view.name}.${format}`;
        const count = (more: number) => {
          rows += more;
          onRows(before + rows);
        };
        await writer.write(join(folder.temporary, file), { view, batches: counted(batches, count) });
        files.push({ view: view.name, file, rows });
        before += rows;
      }
      const activityRemovedBefore = await readRemovedBefore(store, tenantId, 'removed-activity');
      return { tenantId, format, directory, activityRemovedBefore, files };
    } finally {
      writer.close();
    }
  });
}

function requireFormat(format: string): void {
  if (exportFormats.includes(format)) return;
  const message = `format must be ${exportFormats.join(' or ')}, not ${JSON.stringify(format)}`;
  throw new AnalyticsError('invalid_query', message, { details: { format, known: exportFormats } });
}

async function* counted(
  batches: StoredBatches,
  count: (rows: number) => void,
): AsyncGenerator<readonly (readonly StoredValue[])[]> {
  for await (const batch of batches) {
    count(batch.length);
    yield batch;
  }
}

/** What writes a format, loaded when it is needed. */
async function openWriter(format: ExportFormat, folder: string): Promise<FactsWriter> {
  if (format === 'csv') return (await import('./csv-writer.js')).csvWriter;
  const { ParquetWriter } = await import('./parquet-writer.js');
  return ParquetWriter.open(folder);
}

/** Does work in an export folder whose files come to their places when it is done; where it fails, none is left. */
async function inFolder(
  place: { directory: string; format: ExportFormat; replace: boolean },
  work: (folder: ExportFolder) => Promise<FactsExport>,
): Promise<FactsExport> {
  try {
    const folder = await ExportFolder.open(place);
    try {
      const done = await work(folder);
      await folder.place(done.files.map(({ file }) => file));
      return done;
    } finally {
      await folder.close();
    }
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    const message = `${place.directory} cannot be exported to: ${error.message}`;
    throw new AnalyticsError('invalid_configuration', message, {
      details: { directory: place.directory },
      cause: error,
    });
  }
}
