import { type Calendar, calendarOf } from './dates.js';
import { OuladError } from './oulad-error.js';
import type { CourseRow, PresentationKey } from './tables.js';

/** A presentation of a module, which is what an LMS calls a course. */
export interface Course {
  courseId: string;
  lengthDays: number;
  /** The instant of a day offset; day 0 is the start. */
  at: Calendar;
}

/** The courses by their id. */
export type Courses = ReadonlyMap<string, Course>;

/** The id of the course of a row: `{code_module}-{code_presentation}`, as in `AAA-2013J`. */
export function courseIdOf(key: PresentationKey): string {
  return `${key.code_module}-${key.code_presentation}`;
}

export function courseOf(row: CourseRow): Course {
  return {
    courseId: courseIdOf(row),
    lengthDays: row.module_presentation_length,
    at: calendarOf(row.code_presentation),
  };
}

/** The value that a table has under a key; where it has none, an {@link OuladError} that names both. */
export function lookUp<Value>(values: ReadonlyMap<string, Value>, key: string, table: string): Value {
  const value = values.get(key);
  if (value === undefined) throw new OuladError(`${table} has no ${JSON.stringify(key)}, which another table names.`);
  return value;
}
