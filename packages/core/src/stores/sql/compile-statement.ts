import type { Plan } from '../analytics-store.js';
import { compileAnalysis } from './analyses/compile-analysis.js';
import { compilePlan } from './compile-plan.js';
import type { Dialect } from './dialect.js';
import type { Statement } from './parameters.js';

/** Compiles a plan of any kind to one statement, so that an answer is of one snapshot. */
export function compileStatement(plan: Plan, dialect: Dialect): Statement {
  return plan.kind === 'metrics' ? compilePlan(plan, dialect) : compileAnalysis(plan, dialect);
}
