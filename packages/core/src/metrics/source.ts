/**
 * A family of dimensions: C course, M module, A assessment, L learner, E enrollment, K kind of activity.
 */
export type DimensionFamily = 'C' | 'M' | 'A' | 'L' | 'E' | 'K';

/** The populations that metrics count: what one row is, when it can be said to happen, how it can be broken down. */
export const sources = {
  learners: { title: 'learners', times: ['created_at'], families: ['L'] },
  enrollments: { title: 'enrollments', times: ['enrolled_at', 'completed_at'], families: ['C', 'L', 'E'] },
  enrollment_changes: { title: 'changes of enrollment', times: ['changed_at'], families: ['C', 'L', 'E'] },
  enrollment_spans: { title: 'spans of being enrolled', times: ['until'], families: ['C', 'L', 'E'] },
  module_completions: { title: 'module completions', times: ['completed_at'], families: ['C', 'M', 'L', 'E'] },
  attempts: { title: 'attempts', times: ['started_at', 'completed_at'], families: ['C', 'A', 'L', 'E'] },
  activities: { title: 'activities', times: ['occurred_at'], families: ['C', 'L', 'E', 'K'] },
} as const satisfies Record<string, { title: string; times: readonly string[]; families: readonly DimensionFamily[] }>;

/** The name of a population. */
export type SourceName = keyof typeof sources;

/** The columns of the populations that measures add up, count or ask about. */
export type SourceColumn =
  | 'user_id'
  | 'count'
  | 'duration_ms'
  | 'enrolled_at'
  | 'completed_at'
  | 'final_score'
  | 'state'
  | 'change'
  | 'passed'
  | 'score_percent'
  | 'is_first';

/** A condition on a row of a population; all conditions of a measure must hold. */
export type Condition =
  | { readonly column: SourceColumn; readonly known: boolean }
  | { readonly column: SourceColumn; readonly is: string | boolean };
