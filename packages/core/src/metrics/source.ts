/**
 * A family of dimensions: C course, M module, A assessment, L learner, E enrollment, K kind of activity.
 */
export type DimensionFamily = 'C' | 'M' | 'A' | 'L' | 'E' | 'K';

/** What a column of a population holds, and what its stored whole number is divided by to be in its unit. */
export interface SourceColumnKind {
  readonly type: 'text' | 'boolean' | 'instant' | 'number';
  /** Stored units in one unit: 1000 for milliseconds read as seconds, 1,000,000 for millionths of a percent. */
  readonly per: bigint;
}

interface SourceDeclaration {
  readonly title: string;
  readonly times: readonly string[];
  readonly families: readonly DimensionFamily[];
  readonly columns: Readonly<Record<string, SourceColumnKind>>;
}

const text = { type: 'text', per: 1n } as const;
const flag = { type: 'boolean', per: 1n } as const;
const instant = { type: 'instant', per: 1n } as const;
const whole = { type: 'number', per: 1n } as const;
const percent = { type: 'number', per: 1_000_000n } as const;
const seconds = { type: 'number', per: 1_000n } as const;
const days = { type: 'number', per: 86_400_000n } as const;

/** The populations that metrics count: what one row is, when it can be said to happen, how it can be broken down. */
export const sources = {
  learners: { title: 'learners', times: ['created_at'], families: ['L'], columns: { user_id: text } },
  enrollments: {
    title: 'enrollments',
    times: ['enrolled_at', 'completed_at'],
    families: ['C', 'L', 'E'],
    columns: {
      user_id: text,
      course_id: text,
      enrolled_at: instant,
      completed_at: instant,
      final_score: percent,
      state: text,
      days_to_complete: days,
    },
  },
  enrollment_changes: {
    title: 'changes of enrollment',
    times: ['changed_at'],
    families: ['C', 'L', 'E'],
    columns: { user_id: text, course_id: text, change: text },
  },
  enrollment_spans: {
    title: 'spans of being enrolled and not completed',
    times: ['until'],
    families: ['C', 'L', 'E'],
    columns: { user_id: text, course_id: text },
  },
  modular_enrollment_spans: {
    title: 'spans of being enrolled in a course that has modules',
    times: ['until'],
    families: ['C', 'L', 'E'],
    columns: { user_id: text, course_id: text },
  },
  progress_spans: {
    title: 'spans of being enrolled and having completed a module of the course',
    times: ['until'],
    families: ['C', 'L', 'E'],
    columns: { user_id: text, course_id: text, modules: whole },
  },
  module_completions: {
    title: 'module completions',
    times: ['completed_at'],
    families: ['C', 'M', 'L', 'E'],
    columns: { user_id: text, course_id: text, module_id: text, duration: seconds },
  },
  attempts: {
    title: 'attempts',
    times: ['started_at', 'completed_at'],
    families: ['C', 'A', 'L', 'E'],
    columns: {
      user_id: text,
      course_id: text,
      assessment_id: text,
      started_at: instant,
      completed_at: instant,
      score_percent: percent,
      passed: flag,
      duration: seconds,
      is_first: flag,
      is_best: flag,
      is_last: flag,
    },
  },
  activities: {
    title: 'activities',
    times: ['occurred_at'],
    families: ['C', 'L', 'E', 'K'],
    columns: { user_id: text, course_id: text, module_id: text, kind: text, count: whole, duration: seconds },
  },
} as const satisfies Record<string, SourceDeclaration>;

/**
 * The name of a population: what one row is.
 *
 * | population | a row is | times | columns |
 * |---|---|---|---|
 * | `learners` | a learner, from `UserCreated` on | `created_at` | `user_id` |
 * | `enrollments` | a learner in a course | `enrolled_at`, `completed_at` | `user_id`, `course_id`, `enrolled_at`, `completed_at`, `final_score` (percent), `state` (`enrolled`, `withdrawn`), `days_to_complete` (days) |
 * | `enrollment_changes` | an enrolling or a withdrawal | `changed_at` | `user_id`, `course_id`, `change` (`withdrawn`, `reenrolled`, else null) |
 * | `module_completions` | the first completion of a module by a learner | `completed_at` | `user_id`, `course_id`, `module_id`, `duration` (seconds) |
 * | `attempts` | a try at an assessment | `started_at`, `completed_at` | `user_id`, `course_id`, `assessment_id`, `started_at`, `completed_at`, `score_percent` (percent of the maximum), `passed`, `duration` (seconds), `is_first`, `is_best`, `is_last` (of the completed ones of the learner) |
 * | `activities` | what a learner did: activity recorded in a quarter hour, a module completed, an attempt started or completed | `occurred_at` | `user_id`, `course_id`, `module_id`, `kind`, `count` (how often), `duration` (seconds) |
 * | `enrollment_spans`, `modular_enrollment_spans`, `progress_spans` | a time of being enrolled and not completed; of those, in a course that has modules; of those, after a module was completed | `until` | `user_id`, `course_id`; `modules` of the last |
 *
 * The spans are for the metrics of the toolkit that count at the end of a period.
 */
export type SourceName = keyof typeof sources;

/** The times of a population that can place its rows in a period. */
export type SourceTime<Source extends SourceName = SourceName> = (typeof sources)[Source]['times'][number];

/** The columns of a population. */
export type SourceColumn<Source extends SourceName = SourceName> = Source extends SourceName
  ? keyof (typeof sources)[Source]['columns'] & string
  : never;

/**
 * A condition on a row of a population; all conditions of a measure must hold.
 *
 * @example
 * const conditions: Condition[] = [
 *   { column: 'score_percent', known: true }, // it is stated
 *   { column: 'passed', is: true },
 *   { column: 'kind', is: ['video', 'audio'] }, // one of these
 * ];
 */
export type Condition<Column extends string = SourceColumn> =
  | { readonly column: Column; readonly known: boolean }
  | { readonly column: Column; readonly is: string | boolean | readonly string[] };

/** The declaration of a column; undefined where the population has none of that name. */
export function columnKind(source: SourceName, column: string): SourceColumnKind | undefined {
  const { columns }: SourceDeclaration = sources[source];
  return Object.hasOwn(columns, column) ? columns[column] : undefined;
}
