import { type Column, decimal, optional, text, whole } from './columns.js';

/** A table of the dataset: the name of its file, and the columns that are read. */
export interface Table<Row> {
  readonly name: TableName;
  readonly columns: { readonly [Name in keyof Row]: Column<Row[Name]> };
}

/** The names of the seven files, without `.csv`. */
export const TABLE_NAMES = [
  'courses',
  'assessments',
  'vle',
  'studentInfo',
  'studentRegistration',
  'studentAssessment',
  'studentVle',
] as const;

export type TableName = (typeof TABLE_NAMES)[number];

/** What names a presentation of a module. */
export interface PresentationKey {
  code_module: string;
  code_presentation: string;
}

/** A presentation of a module; its length in days. */
export interface CourseRow extends PresentationKey {
  module_presentation_length: number;
}

export interface AssessmentRow extends PresentationKey {
  id_assessment: string;
}

/** A page or tool of the virtual learning environment. */
export interface SiteRow {
  id_site: string;
  activity_type: string;
}

/** A student in a presentation. */
export interface StudentRow extends PresentationKey {
  id_student: string;
  gender: string | null;
  region: string | null;
  highest_education: string | null;
  imd_band: string | null;
  age_band: string | null;
  disability: string | null;
  final_result: string | null;
}

/** When a student registered for a presentation and left it, as day offsets. */
export interface RegistrationRow extends PresentationKey {
  id_student: string;
  date_registration: number | null;
  date_unregistration: number | null;
}

/** The result of a student in an assessment; the day offset of the submission. */
export interface ResultRow {
  id_assessment: string;
  id_student: string;
  date_submitted: number;
  score: number | null;
}

/** The clicks of a student on a site in a day. `row` is the place in studentVle, from 1. */
export interface ClickRow extends PresentationKey {
  row: number;
  id_student: string;
  id_site: string;
  date: number;
  sum_click: number;
}

const presentationKey = { code_module: text, code_presentation: text };

export const COURSES: Table<CourseRow> = {
  name: 'courses',
  columns: { ...presentationKey, module_presentation_length: whole },
};

export const ASSESSMENTS: Table<AssessmentRow> = {
  name: 'assessments',
  columns: { ...presentationKey, id_assessment: text },
};

export const SITES: Table<SiteRow> = {
  name: 'vle',
  columns: { id_site: text, activity_type: text },
};

export const STUDENTS: Table<StudentRow> = {
  name: 'studentInfo',
  columns: {
    ...presentationKey,
    id_student: text,
    gender: optional(text),
    region: optional(text),
    highest_education: optional(text),
    imd_band: optional(text),
    age_band: optional(text),
    disability: optional(text),
    final_result: optional(text),
  },
};

export const REGISTRATIONS: Table<RegistrationRow> = {
  name: 'studentRegistration',
  columns: {
    ...presentationKey,
    id_student: text,
    date_registration: optional(whole),
    date_unregistration: optional(whole),
  },
};

export const RESULTS: Table<ResultRow> = {
  name: 'studentAssessment',
  columns: { id_assessment: text, id_student: text, date_submitted: whole, score: optional(decimal) },
};
