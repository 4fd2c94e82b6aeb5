import { type Course, courseIdOf, courseOf, lookUp } from './course.js';
import { type Dataset, findDataset } from './dataset.js';
import {
  activityEvents,
  completionEvents,
  courseEvents,
  enrollmentEvents,
  firstEnrollments,
  type LmsEvent,
  resultEvents,
  userEvents,
} from './events.js';
import { readClicks } from './read-clicks.js';
import { readRows, readTable } from './read-table.js';
import { ASSESSMENTS, COURSES, REGISTRATIONS, RESULTS, SITES, STUDENTS } from './tables.js';

/**
 * The events of the dataset in a directory, in batches: courses, users, enrollments, completions, results, activity.
 * The two long tables are streamed; what is held is the rows of the others.
 *
 * @throws OuladError where a table is missing or does not fit; the message names it
 */
export async function* ouladEvents(directory: string): AsyncGenerator<Iterable<LmsEvent>> {
  const dataset = await findDataset(directory);
  const courses = new Map<string, Course>();
  for (const row of await readRows(dataset, COURSES)) courses.set(courseIdOf(row), courseOf(row));
  yield courseEvents(courses.values());

  yield* learnerEvents(dataset, courses);

  const assessments = new Map<string, Course>();
  for (const row of await readRows(dataset, ASSESSMENTS)) {
    assessments.set(row.id_assessment, lookUp(courses, courseIdOf(row), 'courses'));
  }
  for await (const results of readTable(dataset, RESULTS)) yield resultEvents(results, assessments);

  const kinds = new Map<string, string>();
  for (const site of await readRows(dataset, SITES)) kinds.set(site.id_site, site.activity_type);
  for await (const clicks of readClicks(dataset)) yield activityEvents(clicks, courses, kinds);
}

async function* learnerEvents(
  dataset: Dataset,
  courses: ReadonlyMap<string, Course>,
): AsyncGenerator<Iterable<LmsEvent>> {
  const students = await readRows(dataset, STUDENTS);
  const registrations = await readRows(dataset, REGISTRATIONS);
  yield userEvents(students, firstEnrollments(registrations, courses));
  yield enrollmentEvents(registrations, courses);
  yield completionEvents(students, courses);
}

/** The events as NDJSON: one a line, minified. */
export async function* ndjson(batches: AsyncIterable<Iterable<LmsEvent>>): AsyncGenerator<string> {
  for await (const events of batches) {
    let lines = '';
    for (const event of events) lines += `${JSON.stringify(event)}\n`;
    yield lines;
  }
}
