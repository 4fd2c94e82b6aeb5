import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findDataset } from './dataset.js';
import { ouladEvents } from './oulad-events.js';
import { readClicks } from './read-clicks.js';

/** Where the dataset is; `npm run test:integration -- --oulad DIR` says it. */
const directory = process.env['OULAD'] ?? '';

/** Figures of each presentation that were computed apart, with other tools. */
interface Oracle {
  published: { rows: Record<string, number>; final_result: Record<string, number>; distinct_students: number };
  derived: { per_presentation: Record<string, PresentationFigures> };
}
interface PresentationFigures {
  enrolled: number;
  submissions: number;
  scored: number;
  score_sum: number;
  unregistered_dated: number;
  Pass: number;
  Distinction: number;
  click_rows: number;
  clicks: number;
}

describe.runIf(directory !== '')('the whole dataset', () => {
  const readOracle = (): Oracle => JSON.parse(readFileSync(join(directory, 'oracle.json'), 'utf8'));

  test('has as many events of each type as there are rows that make one', async () => {
    const { published, derived } = readOracle();
    const presentations = Object.values(derived.per_presentation);
    const counts: Record<string, number> = {};
    for await (const batch of ouladEvents(directory)) {
      for (const { type } of batch) counts[type] = (counts[type] ?? 0) + 1;
      if (counts.ActivityRecorded! >= 10_000) break;
    }
    const { ActivityRecorded: _begun, ...whole } = counts;
    expect(whole).toEqual({
      CourseCreated: published.rows.courses,
      CoursePublished: published.rows.courses,
      UserCreated: published.distinct_students,
      UserEnrolled: published.rows.studentRegistration,
      UserUnenrolled: presentations.reduce((sum, figures) => sum + figures.unregistered_dated, 0),
      UserCompletedCourse: published.final_result.Pass! + published.final_result.Distinction!,
      AssessmentCompleted: published.rows.studentAssessment,
    });
  });

  test('has the enrollments, completions, submissions and scores of each course', async () => {
    const figures = new Map<string, number>();
    const add = (courseId: unknown, figure: string, value: number) =>
      figures.set(`${courseId} ${figure}`, (figures.get(`${courseId} ${figure}`) ?? 0) + value);
    for await (const batch of ouladEvents(directory)) {
      let begun = false;
      for (const { type, data } of batch) {
        begun = type === 'ActivityRecorded';
        if (type === 'UserEnrolled') add(data.courseId, 'enrolled', 1);
        if (type === 'UserUnenrolled') add(data.courseId, 'unregistered_dated', 1);
        if (type === 'UserCompletedCourse') add(data.courseId, data.result === 'pass' ? 'Pass' : 'Distinction', 1);
        if (type === 'AssessmentCompleted') {
          add(data.courseId, 'submissions', 1);
          add(data.courseId, 'scored', data.score === null ? 0 : 1);
          add(data.courseId, 'score_sum', Number(data.score));
        }
      }
      if (begun) break;
    }
    const names = [
      'enrolled',
      'unregistered_dated',
      'Pass',
      'Distinction',
      'submissions',
      'scored',
      'score_sum',
    ] as const;
    for (const [presentation, expected] of Object.entries(readOracle().derived.per_presentation)) {
      for (const name of names) {
        const key = `${presentation.replace('_', '-')} ${name}`;
        expect(figures.get(key) ?? 0, key).toBe(expected[name]);
      }
    }
  });

  test('has the rows and clicks of each course', async () => {
    const figures = new Map<string, { click_rows: number; clicks: number }>();
    let lastRow = 0;
    for await (const batch of readClicks(await findDataset(directory))) {
      for (const click of batch) {
        const presentation = `${click.code_module}_${click.code_presentation}`;
        const { click_rows, clicks } = figures.get(presentation) ?? { click_rows: 0, clicks: 0 };
        figures.set(presentation, { click_rows: click_rows + 1, clicks: clicks + click.sum_click });
        lastRow = click.row;
      }
    }
    const { published, derived } = readOracle();
    expect(lastRow).toBe(published.rows.studentVle);
    const expected = Object.entries(derived.per_presentation).map(([name, { click_rows, clicks }]) => [
      name,
      { click_rows, clicks },
    ]);
    expect(Object.fromEntries(figures)).toEqual(Object.fromEntries(expected));
  });
});
