/**
 * How a column of a view is to be read.
 *
 * | type | PostgreSQL | DuckDB, Parquet | CSV |
 * |---|---|---|---|
 * | `text` | `text` | `VARCHAR` | the text |
 * | `json` | `jsonb` | `JSON`; in Parquet its text | the text |
 * | `instant` | `timestamptz` | `TIMESTAMPTZ` | ISO 8601, UTC, with milliseconds |
 * | `seconds` | `numeric`, 3 decimals | `DECIMAL(18,3)` | a number |
 * | `percent` | `numeric`, 6 decimals | `DECIMAL(18,6)` | a number |
 * | `points` | `double precision` | `DOUBLE` | a number |
 * | `count` | `bigint` | `BIGINT` | a number |
 * | `boolean` | `boolean` | `BOOLEAN` | `true`, `false` |
 */
export type ViewColumnType = 'text' | 'json' | 'instant' | 'seconds' | 'percent' | 'points' | 'count' | 'boolean';

/** A column of a view. */
export interface ViewColumn {
  /** How it is read. */
  readonly type: ViewColumnType;
  /** What it says, as a sentence. */
  readonly description: string;
}

/** Facts as other tools read them: rows of plain columns, without what is personal. */
export interface FactView {
  /** Of the view, and of the file that its rows are exported to: `v_enrollment`. */
  readonly name: string;
  /** What a row is, as a sentence. */
  readonly description: string;
  /** Columns after the tenant: exported rows are ordered by them, null last. */
  readonly key: readonly string[];
  /** Whether they identify a row; else rows may be equal. */
  readonly isUnique: boolean;
  /** By name, in their order. They are stable: others may be added, at the end. */
  readonly columns: Readonly<Record<string, ViewColumn>>;
}

const column = (type: ViewColumnType) => (description: string) => ({ type, description });
const text = column('text');
const json = column('json');
const instant = column('instant');
const seconds = column('seconds');
const percent = column('percent');
const points = column('points');
const count = column('count');
const boolean = column('boolean');

const tenant = { tenant_id: text('The tenant.') };
const user = { user_id: text('The learner, by the id that the LMS uses.') };
const course = { course_id: text('The course.') };
const enrollmentKey = { ...tenant, ...user, ...course };

/** The views, by name: a stable face of the facts, whose tables may change. */
const factViews = {
  v_learner: {
    description: 'The learners that were created; others are known by their id in the other views alone.',
    key: ['user_id'],
    isUnique: true,
    columns: {
      ...tenant,
      ...user,
      created_at: instant('When the learner was created.'),
      role: text('The role, as last stated.'),
      attributes: json('What the LMS states about the learner, as last stated: an object of texts.'),
    },
  },
  v_course: {
    description: 'The courses that were created or published.',
    key: ['course_id'],
    isUnique: true,
    columns: {
      ...tenant,
      ...course,
      title: text('The title, as last stated.'),
      created_at: instant('When the course was created.'),
      published_at: instant('When it was first published.'),
      starts_at: instant('When it starts, as last stated.'),
      ends_at: instant('When it ends, as last stated.'),
      attributes: json('What the LMS states about the course, as last stated: an object of texts.'),
    },
  },
  v_module: {
    description: 'The modules of each course: those that it listed last, else those that learners completed.',
    key: ['course_id', 'place'],
    isUnique: true,
    columns: {
      ...tenant,
      ...course,
      module_id: text('The module, named within its course.'),
      title: text('Its title; null where it has none.'),
      place: count('Its place in the course, from 1.'),
    },
  },
  v_enrollment: {
    description: 'Each learner in each course.',
    key: ['user_id', 'course_id'],
    isUnique: true,
    columns: {
      ...enrollmentKey,
      enrolled_at: instant('When the learner first enrolled; null where no enrolling is known.'),
      completed_at: instant('When the course was completed, if it is: after the last revocation.'),
      state: text('`enrolled` or `withdrawn`, whichever came last; one who completed stays `enrolled`.'),
      is_current: boolean('Whether the learner is enrolled and has not completed.'),
      final_score: percent('The final score in percent.'),
      result: text('The result in words, such as a grade.'),
      mode: text('The mode of the enrollment, as last stated.'),
      revoked_at: instant('When a completion was last revoked.'),
      attributes: json('What the LMS states about the enrollment, as last stated: an object of texts.'),
    },
  },
  v_enrollment_span: {
    description: 'The stretches of time in which a learner is enrolled and has not completed.',
    key: ['user_id', 'course_id', 'since'],
    isUnique: true,
    columns: {
      ...enrollmentKey,
      since: instant('From when on.'),
      until: instant('Until the learner withdrew or completed; null where neither happened.'),
    },
  },
  v_module_completion: {
    description: 'The first time that a learner completed a module.',
    key: ['user_id', 'course_id', 'module_id'],
    isUnique: true,
    columns: {
      ...enrollmentKey,
      module_id: text('The module.'),
      completed_at: instant('When it was first completed.'),
      duration_seconds: seconds('How long it took, where that was stated.'),
    },
  },
  v_attempt: {
    description: 'Each attempt of a learner at an assessment.',
    key: ['attempt_id'],
    isUnique: true,
    columns: {
      ...tenant,
      attempt_id: text('The attempt.'),
      ...user,
      ...course,
      assessment_id: text('The assessment, named within its course.'),
      module_id: text('The module that it belongs to, where stated.'),
      started_at: instant('When it was started.'),
      completed_at: instant('When it was first completed; a regrade does not change it.'),
      score: points('The points, of the last grading; null where there are none.'),
      max_score: points('The most points that there are.'),
      score_percent: percent('100 × score ÷ max_score; it may exceed 100.'),
      passed: boolean('Whether it was passed, where that is known.'),
      duration_seconds: seconds('How long it took, where that was stated.'),
    },
  },
  v_attempt_item: {
    description: 'The items of the attempts that state them: the questions, with what was answered.',
    key: ['attempt_id', 'place'],
    isUnique: true,
    columns: {
      ...tenant,
      attempt_id: text('The attempt.'),
      place: count('The place of the item in the attempt, from 1.'),
      item_id: text('The item.'),
      score: points('Its points; null where it was not marked.'),
      max_score: points('The most points that it has.'),
      answer: text('The answer, where stated.'),
    },
  },
  v_activity: {
    description:
      'What learners did in courses: recorded activities as sums of a quarter hour, and each module completion, attempt started and attempt completed.',
    key: ['user_id', 'course_id', 'quarter_hour', 'kind', 'module_id', 'count', 'duration_seconds'],
    isUnique: false,
    columns: {
      ...enrollmentKey,
      quarter_hour: instant('The start of the quarter hour (UTC) in which it was.'),
      kind: text('The kind, or `module_completed`, `attempt_started`, `attempt_completed`.'),
      module_id: text('The module, where stated.'),
      count: count('How often.'),
      duration_seconds: seconds('How long, where stated.'),
    },
  },
} as const satisfies Record<string, Omit<FactView, 'name'>>;

/** The name of a view of facts. */
export type FactViewName = keyof typeof factViews;

/** The views of facts, in their order: what the SQL views and the files of an export are. */
export const factViewList: readonly FactView[] = Object.entries(factViews).map(([name, view]) => ({
  name,
  ...view,
}));
