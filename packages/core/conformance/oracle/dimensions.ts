/** A dimension as SQL: its expression, and the join that an attribute needs. */
export interface DimensionSql {
  readonly expression: string;
  readonly join: string;
}

const plain: Readonly<Record<string, string>> = {
  course: 'f.course_id',
  module: 'f.module_id',
  assessment: 'f.assessment_id',
  kind: 'f.kind',
  role: 'l.role',
  mode: 'e.mode',
  result: 'e.result',
};

const owners: Readonly<Record<string, string>> = { course: 'c', learner: 'l', enrollment: 'e' };

/** A text as an SQL literal. */
export function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** The SQL of a dimension: `course`, `role`, …, or `course.x`, `learner.x`, `enrollment.x` for an attribute `x`. `tenant` is a literal. */
export function dimensionSql(dimension: string, alias: string, tenant: string): DimensionSql {
  const expression = plain[dimension];
  if (expression !== undefined) return { expression, join: '' };
  const dot = dimension.indexOf('.');
  const owner = owners[dimension.slice(0, dot)];
  if (owner === undefined) throw new Error(`The oracle has no dimension ${dimension}.`);
  const name = literal(dimension.slice(dot + 1));
  return {
    expression: `${alias}.value`,
    join: `LEFT JOIN raw_attribute ${alias}
      ON ${alias}.tenant = ${tenant} AND ${alias}.event_id = ${owner}.attributes_id AND ${alias}.name = ${name}`,
  };
}

/** `by` with `course` before the first of module and assessment, unless `by` has it. */
export function withCourse(by: readonly string[]): readonly string[] {
  const within = by.findIndex((dimension) => dimension === 'module' || dimension === 'assessment');
  if (within < 0 || by.includes('course')) return by;
  return [...by.slice(0, within), 'course', ...by.slice(within)];
}
