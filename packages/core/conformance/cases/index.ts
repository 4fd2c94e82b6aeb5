import { activityCases } from './activity.js';
import { asOfCases } from './as-of.js';
import { attemptCases } from './attempts.js';
import { completionCases } from './completions.js';
import type { ConformanceCase } from './conformance-case.js';
import { dimensionCases } from './dimensions.js';
import { enrollmentCases } from './enrollments.js';
import { envelopeCases } from './envelope.js';
import { erasureCases } from './erasure.js';
import { firstAttemptCases } from './first-attempts.js';
import { grainCases } from './grains.js';
import { identityCases } from './identity.js';
import { learnerCases } from './learners.js';
import { moduleCases } from './modules.js';
import { orderingCases } from './ordering.js';
import { periodCases } from './periods.js';
import { questionCases } from './questions.js';
import { rejectionCases } from './rejections.js';
import { rowRuleCases } from './row-rules.js';
import { scoreCases } from './scores.js';
import { tenantCases } from './tenants.js';
import { timeZoneCases } from './time-zones.js';
import { withdrawalCases } from './withdrawals.js';

/** Every hand-made case, by subject. */
export const subjects: Readonly<Record<string, readonly ConformanceCase[]>> = {
  learners: learnerCases,
  enrollments: enrollmentCases,
  completions: completionCases,
  withdrawals: withdrawalCases,
  modules: moduleCases,
  attempts: attemptCases,
  scores: scoreCases,
  'first-attempts': firstAttemptCases,
  activity: activityCases,
  dimensions: dimensionCases,
  'row-rules': rowRuleCases,
  periods: periodCases,
  grains: grainCases,
  'time-zones': timeZoneCases,
  'as-of': asOfCases,
  erasure: erasureCases,
  tenants: tenantCases,
  identity: identityCases,
  envelope: envelopeCases,
  rejections: rejectionCases,
  questions: questionCases,
};

/** Cases of the contract that no store is asked yet; the oracle answers them already. */
export const subjectsToCome: Readonly<Record<string, readonly ConformanceCase[]>> = {
  ordering: orderingCases,
};
