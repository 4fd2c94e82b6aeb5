import { expect } from 'vitest';
import { type AnalyticsStore, createAnalytics } from '../../src/index.js';
import type { ReportQuestion } from '../cases/reports/report-case.js';
import type { AnalysisQuestion } from '../oracle/analyses/analysis-question.js';
import type { Row } from '../oracle/oracle.js';
import type { Question } from '../question.js';

/** A question of any kind: for metrics, for an analysis, for a report. */
export type AnyQuestion = Question | AnalysisQuestion | ReportQuestion;

/** What `ingest` reports. */
export interface IngestReport {
  readonly accepted: number;
  readonly duplicates: number;
  readonly skipped: number;
  readonly skippedTypes: readonly { readonly type: string; readonly count: number }[];
  readonly blocked: number;
  readonly rejected: readonly {
    readonly position: number;
    readonly id?: string;
    readonly problems: readonly { readonly pointer: string; readonly message: string }[];
  }[];
}

/** What `query` answers. */
export interface Answer {
  /** The report or analysis. */
  readonly id?: string;
  readonly period?: { readonly from: string; readonly to: string; readonly timeZone: string };
  readonly asOf?: string;
  readonly columns: readonly { readonly id: string; readonly type: string }[];
  readonly summary?: Readonly<Record<string, number | null>>;
  readonly rows: readonly Row[];
}

/** The analytics as the suite sees them: it also asks what the types forbid. */
interface LooseAnalytics {
  ingest(events: Iterable<unknown>, options?: { readonly batchSize?: number }): Promise<IngestReport>;
  query(question: AnyQuestion): Promise<Answer>;
  setSetting(name: 'time-zone', value: string, tenantId: string): Promise<void>;
  backfill(options: { readonly tenantId: string }): AsyncIterable<unknown>;
  close(): Promise<void>;
}

/** A fresh store under a clock that can be set. */
export interface StoreSession {
  ingest(now: string, events: readonly unknown[], batchSize?: number): Promise<IngestReport>;
  query(now: string, question: AnyQuestion): Promise<Answer>;
  /** Makes the rollups of a tenant, in a zone that becomes its own. */
  rollUp(now: string, tenantId: string, timeZone: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens analytics over a fresh store; every ingest must account for each of its events. */
export async function openSession(open: () => Promise<AnalyticsStore>): Promise<StoreSession> {
  const store = await open();
  let clock = new Date(0);
  const analytics = createAnalytics({ store, clock: () => clock }) as unknown as LooseAnalytics;
  return {
    async ingest(now, events, batchSize) {
      clock = new Date(now);
      const report = await analytics.ingest(events, batchSize === undefined ? {} : { batchSize });
      const { accepted, duplicates, skipped, skippedTypes, blocked, rejected } = report;
      expect(accepted + duplicates + skipped + blocked + rejected.length, 'every event is counted once').toBe(
        events.length,
      );
      const skippedByType = skippedTypes.reduce((sum, { count }) => sum + count, 0);
      expect(skippedByType, 'every skipped event is counted by its type').toBe(skipped);
      return report;
    },
    query(now, question) {
      clock = new Date(now);
      return analytics.query(question);
    },
    async rollUp(now, tenantId, timeZone) {
      clock = new Date(now);
      await analytics.setSetting('time-zone', timeZone, tenantId);
      for await (const _ of analytics.backfill({ tenantId }));
    },
    close: () => analytics.close(),
  };
}
