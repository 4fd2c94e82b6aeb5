import { activityCases } from './activity.js';
import { asOfCases } from './as-of.js';
import { attemptChoiceCases } from './attempt-choice.js';
import { attemptSecondsCases } from './attempt-seconds.js';
import { attemptCases } from './attempts.js';
import { compareCases } from './compare.js';
import { compareMonthCases } from './compare-months.js';
import { comparePeriodCases } from './compare-periods.js';
import { compareZoneCases } from './compare-zones.js';
import { completionCases } from './completions.js';
import type { ConformanceCase } from './conformance-case.js';
import { daysToCompleteCases } from './days-to-complete.js';
import { dimensionCases } from './dimensions.js';
import { enrollmentCases } from './enrollments.js';
import { envelopeCases } from './envelope.js';
import { erasureCases } from './erasure.js';
import { firstAttemptCases } from './first-attempts.js';
import { grainCases } from './grains.js';
import { hostileCases } from './hostile.js';
import { identityCases } from './identity.js';
import { learnerCases } from './learners.js';
import { moduleCases } from './modules.js';
import { orderingCases } from './ordering.js';
import { periodCases } from './periods.js';
import { progressCases } from './progress.js';
import { questionCases } from './questions.js';
import { rejectionCases } from './rejections.js';
import { rowRuleCases } from './row-rules.js';
import { scoreStatisticsCases } from './score-statistics.js';
import { scoreCases } from './scores.js';
import { statisticRowCases } from './statistic-rows.js';
import { stickinessCases } from './stickiness.js';
import { tenantCases } from './tenants.js';
import { timeZoneCases } from './time-zones.js';
import { withdrawalCases } from './withdrawals.js';

/** Every hand-made case, by subject. */
export const subjects: Readonly<Record<string, readonly ConformanceCase[]>> = {
  learners: learnerCases,
  enrollments: enrollmentCases,
  completions: completionCases,
  withdrawals: withdrawalCases,
  'days-to-complete': daysToCompleteCases,
  modules: moduleCases,
  progress: progressCases,
  attempts: attemptCases,
  'attempt-seconds': attemptSecondsCases,
  scores: scoreCases,
  'score-statistics': scoreStatisticsCases,
  'attempt-choice': attemptChoiceCases,
  'first-attempts': firstAttemptCases,
  activity: activityCases,
  stickiness: stickinessCases,
  dimensions: dimensionCases,
  'row-rules': rowRuleCases,
  'statistic-rows': statisticRowCases,
  periods: periodCases,
  grains: grainCases,
  'time-zones': timeZoneCases,
  'as-of': asOfCases,
  compare: compareCases,
  'compare-periods': comparePeriodCases,
  'compare-months': compareMonthCases,
  'compare-zones': compareZoneCases,
  erasure: erasureCases,
  tenants: tenantCases,
  identity: identityCases,
  envelope: envelopeCases,
  rejections: rejectionCases,
  hostile: hostileCases,
  ordering: orderingCases,
  questions: questionCases,
};
