import type { Report } from '../define-report.js';
import { itemAnalysisReport, moduleFunnelReport } from './analysis-reports.js';
import { custom } from './custom.js';
import { assessmentResults, coursePerformance, engagement, enrollmentSummary } from './metric-reports.js';
import { platformSummary } from './platform-summary.js';
import { retentionReport } from './retention.js';
import { userProgress } from './user-progress.js';

/** Every report of the toolkit, in the order of the catalogue. */
export const reports: readonly Report[] = [
  userProgress,
  coursePerformance,
  assessmentResults,
  moduleFunnelReport,
  engagement,
  enrollmentSummary,
  retentionReport,
  itemAnalysisReport,
  platformSummary,
  custom,
];
