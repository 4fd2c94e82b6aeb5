import type { Analysis } from '../../analyses/define-analysis.js';
import { itemAnalysis } from '../../analyses/item-analysis.js';
import { moduleFunnel } from '../../analyses/module-funnel.js';
import type { Report } from '../define-report.js';

/** An analysis as a report: the same rows, under the id of the report. */
function reportOfAnalysis(id: string, analysis: Analysis): Report {
  return {
    ...analysis,
    id,
    isAdvanced: true,
    async prepare(asked, context) {
      const { plan, answer } = await analysis.prepare(asked, context);
      return { plan, answer: async () => ({ ...(await answer()), id }) };
    },
  };
}

export const moduleFunnelReport = reportOfAnalysis('module-funnel', moduleFunnel);
export const itemAnalysisReport = reportOfAnalysis('item-analysis', itemAnalysis);
