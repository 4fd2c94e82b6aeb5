import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { LmsEvent } from '../events.js';
import { ouladEvents } from '../oulad-events.js';

/** The header of each table, as the dataset has it. */
const HEADERS = {
  courses: 'code_module,code_presentation,module_presentation_length',
  assessments: 'code_module,code_presentation,id_assessment,assessment_type,date,weight',
  vle: 'id_site,code_module,code_presentation,activity_type,week_from,week_to',
  studentInfo:
    'code_module,code_presentation,id_student,gender,region,highest_education,imd_band,age_band,num_of_prev_attempts,studied_credits,disability,final_result',
  studentRegistration: 'code_module,code_presentation,id_student,date_registration,date_unregistration',
  studentAssessment: 'id_assessment,id_student,date_submitted,is_banked,score',
  studentVle: 'code_module,code_presentation,id_student,id_site,date,sum_click',
};

/** Two courses, AAA-2013J (October, 268 days) and AAA-2014B (February, 241 days), and nothing that happens in them. */
const COURSES = ['AAA,2013J,268', 'AAA,2014B,241'];

/** The data rows of each table; those of `courses` are {@link COURSES} where they are left out. */
export type Rows = Partial<Record<keyof typeof HEADERS, string[]>>;

/** Writes a dataset of these rows to a directory that goes with the test; gives the directory. */
export function writeDataset(rows: Rows = {}): string {
  const directory = mkdtempSync(join(tmpdir(), 'oulad-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  for (const [name, header] of Object.entries(HEADERS)) {
    const lines = [header, ...({ courses: COURSES, ...rows }[name as keyof Rows] ?? [])];
    writeFileSync(join(directory, `${name}.csv`), `${lines.join('\n')}\n`);
  }
  return directory;
}

/** The events of a dataset, and of one type where it is named. */
export async function collectEvents(directory: string, type?: string): Promise<LmsEvent[]> {
  const events: LmsEvent[] = [];
  for await (const batch of ouladEvents(directory)) events.push(...batch);
  return events.filter((event) => type === undefined || event.type === type);
}
