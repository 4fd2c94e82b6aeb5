import { itemAnalysisReportCases, moduleFunnelReportCases, retentionReportCases } from './analyses.js';
import { assessmentResultsCases } from './assessment-results.js';
import { coursePerformanceCases } from './course-performance.js';
import { customCases } from './custom.js';
import { platformSummaryCases } from './platform-summary.js';
import { reportRefusalCases } from './refusals.js';
import type { ReportCase } from './report-case.js';
import { engagementCases, enrollmentSummaryCases } from './series.js';
import { userProgressCases } from './user-progress.js';

/** Every hand-made case of a report, by subject. */
export const reportSubjects: Readonly<Record<string, readonly ReportCase[]>> = {
  'user-progress': userProgressCases,
  'course-performance': coursePerformanceCases,
  'assessment-results': assessmentResultsCases,
  'module-funnel': moduleFunnelReportCases,
  engagement: engagementCases,
  'enrollment-summary': enrollmentSummaryCases,
  retention: retentionReportCases,
  'item-analysis': itemAnalysisReportCases,
  'platform-summary': platformSummaryCases,
  custom: customCases,
  refusals: reportRefusalCases,
};
