import { describe, expect, test } from 'vitest';
import { ndjson, ouladEvents } from './oulad-events.js';
import { collectEvents, type Rows, writeDataset } from './testing/write-dataset.js';

const student = (id: string, presentation: string, finalResult: string) =>
  `AAA,${presentation},${id},F,Scotland,HE Qualification,20-30%,35-55,0,60,N,${finalResult}`;
const registered = (id: string, presentation: string) => `AAA,${presentation},${id},-10,`;

describe('courses', () => {
  test('a course is created 365 days before its start and published at its start', async () => {
    const events = await collectEvents(writeDataset({ courses: ['AAA,2013J,268'] }));
    expect(events).toEqual([
      {
        id: 'course-AAA-2013J',
        type: 'CourseCreated',
        occurredAt: '2012-10-01T12:00:00Z',
        data: { courseId: 'AAA-2013J' },
      },
      {
        id: 'published-AAA-2013J',
        type: 'CoursePublished',
        occurredAt: '2013-10-01T12:00:00Z',
        data: { courseId: 'AAA-2013J', startsAt: '2013-10-01T12:00:00Z', endsAt: '2014-06-26T12:00:00Z' },
      },
    ]);
  });

  test('B starts on 1 February', async () => {
    const [published] = await collectEvents(writeDataset({ courses: ['AAA,2014B,241'] }), 'CoursePublished');
    expect(published?.data).toMatchObject({ startsAt: '2014-02-01T12:00:00Z', endsAt: '2014-09-30T12:00:00Z' });
  });
});

describe('users', () => {
  const createdOf = (rows: Rows) => collectEvents(writeDataset(rows), 'UserCreated');

  test('a user is created at the earliest enrollment, whatever the order of the rows', async () => {
    const events = await createdOf({
      studentInfo: [student('7', '2014B', 'Fail'), student('7', '2013J', 'Pass')],
      studentRegistration: ['AAA,2014B,7,-200,', 'AAA,2013J,7,-80,'],
    });
    // 200 days before 2014-02-01 is 2013-07-16: the lower offset is the later day.
    expect(events.map(({ id, occurredAt }) => [id, occurredAt])).toEqual([['user-7', '2013-07-13T12:00:00Z']]);
  });

  test('the day that stands in for an empty registration counts for the earliest enrollment', async () => {
    const [event] = await createdOf({
      studentInfo: [student('7', '2013J', 'Withdrawn')],
      studentRegistration: ['AAA,2013J,7,,-40'],
    });
    expect(event?.occurredAt).toBe('2013-08-22T12:00:00Z');
  });

  test('the attributes are those of the first row; one that is missing there is left out', async () => {
    const [event, ...more] = await createdOf({
      studentInfo: [
        'AAA,2014B,7,M,North Region,Lower Than A Level,,0-35,0,60,N,Fail',
        'AAA,2013J,7,M,Scotland,HE Qualification,90-100%,35-55,1,60,Y,Pass',
      ],
      studentRegistration: [registered('7', '2014B'), registered('7', '2013J')],
    });
    expect(more).toEqual([]);
    expect(event?.data).toStrictEqual({
      userId: '7',
      attributes: {
        gender: 'M',
        region: 'North Region',
        highest_education: 'Lower Than A Level',
        age_band: '0-35',
        disability: 'N',
      },
    });
  });
});

describe('enrollments', () => {
  test.each([
    ['registered on a day', '-159,', [['UserEnrolled', '2013-04-25T12:00:00Z']]],
    ['no registration, no unregistration: day 0', ',', [['UserEnrolled', '2013-10-01T12:00:00Z']]],
    [
      'no registration, unregistered before day 0: that day',
      ',-33',
      [
        ['UserEnrolled', '2013-08-29T12:00:00Z'],
        ['UserUnenrolled', '2013-08-29T12:00:00Z'],
      ],
    ],
    [
      'no registration, unregistered after day 0: day 0',
      ',12',
      [
        ['UserEnrolled', '2013-10-01T12:00:00Z'],
        ['UserUnenrolled', '2013-10-13T12:00:00Z'],
      ],
    ],
    [
      'registered on day 0',
      '0,0',
      [
        ['UserEnrolled', '2013-10-01T12:00:00Z'],
        ['UserUnenrolled', '2013-10-01T12:00:00Z'],
      ],
    ],
  ])('%s', async (_name, days, expected) => {
    const events = await collectEvents(writeDataset({ studentRegistration: [`AAA,2013J,7,${days}`] }));
    const learner = events.filter(({ data }) => data.userId === '7');
    expect(learner.map(({ type, occurredAt }) => [type, occurredAt])).toEqual(expected);
  });

  test('the ids name course and student', async () => {
    const events = await collectEvents(writeDataset({ studentRegistration: ['AAA,2013J,7,-5,3'] }));
    const data = { userId: '7', courseId: 'AAA-2013J' };
    expect(events.filter(({ type }) => type.startsWith('User'))).toEqual([
      { id: 'enrolled-AAA-2013J-7', type: 'UserEnrolled', occurredAt: '2013-09-26T12:00:00Z', data },
      { id: 'unenrolled-AAA-2013J-7', type: 'UserUnenrolled', occurredAt: '2013-10-04T12:00:00Z', data },
    ]);
  });

  test('a student who withdrew without a day is not unenrolled', async () => {
    const events = await collectEvents(
      writeDataset({
        studentInfo: [student('7', '2013J', 'Withdrawn')],
        studentRegistration: [registered('7', '2013J')],
      }),
    );
    const learner = events.filter(({ data }) => data.userId === '7');
    expect(learner.map(({ type }) => type)).toEqual(['UserCreated', 'UserEnrolled']);
  });
});

test('Pass and Distinction complete the course on its last day, other results do not', async () => {
  const results = ['Pass', 'Distinction', 'Fail', 'Withdrawn', ''];
  const directory = writeDataset({
    studentInfo: results.map((result, index) => student(String(index), '2013J', result)),
    studentRegistration: results.map((_result, index) => registered(String(index), '2013J')),
  });
  const completed = { type: 'UserCompletedCourse', occurredAt: '2014-06-26T12:00:00Z' };
  expect(await collectEvents(directory, 'UserCompletedCourse')).toEqual([
    { id: 'completed-AAA-2013J-0', ...completed, data: { userId: '0', courseId: 'AAA-2013J', result: 'pass' } },
    { id: 'completed-AAA-2013J-1', ...completed, data: { userId: '1', courseId: 'AAA-2013J', result: 'distinction' } },
  ]);
});

describe('results', () => {
  const resultsOf = (rows: string[]) => {
    const assessments = ['AAA,2013J,1752,TMA,19,10', 'AAA,2014B,1760,Exam,,100'];
    return collectEvents(writeDataset({ assessments, studentAssessment: rows }), 'AssessmentCompleted');
  };

  test('a result is a completed attempt, of the course of its assessment', async () => {
    expect(await resultsOf(['1760,7,18,0,78'])).toEqual([
      {
        id: 'result-1760-7',
        type: 'AssessmentCompleted',
        occurredAt: '2014-02-19T12:00:00Z',
        data: {
          attemptId: '1760-7',
          userId: '7',
          courseId: 'AAA-2014B',
          assessmentId: '1760',
          score: 78,
          maxScore: 100,
          passingScore: 40,
        },
      },
    ]);
  });

  test('a score that is missing is null, a score of 0 is 0', async () => {
    const events = await resultsOf(['1752,7,18,0,', '1752,8,18,0,0']);
    expect(events.map(({ data }) => data.score)).toEqual([null, 0]);
  });

  test('a banked result counts like any other, also before day 0', async () => {
    const [event] = await resultsOf(['1752,7,-1,1,60']);
    expect(event).toMatchObject({ occurredAt: '2013-09-30T12:00:00Z', data: { score: 60 } });
  });
});

describe('activity', () => {
  const vle = ['546652,AAA,2013J,forumng,,', '546653,AAA,2013J,oucontent,1,2'];

  test('a row of clicks is an activity of the kind of its site, numbered from 1', async () => {
    const studentVle = ['AAA,2013J,7,546652,-10,4', 'AAA,2013J,7,546653,0,1'];
    const recorded = await collectEvents(writeDataset({ vle, studentVle }), 'ActivityRecorded');
    expect(recorded).toEqual([
      {
        id: 'vle-1',
        type: 'ActivityRecorded',
        occurredAt: '2013-09-21T12:00:00Z',
        data: { userId: '7', courseId: 'AAA-2013J', kind: 'forumng', objectId: '546652', count: 4 },
      },
      {
        id: 'vle-2',
        type: 'ActivityRecorded',
        occurredAt: '2013-10-01T12:00:00Z',
        data: { userId: '7', courseId: 'AAA-2013J', kind: 'oucontent', objectId: '546653', count: 1 },
      },
    ]);
  });

  test('rows that repeat exactly are events of their own', async () => {
    const studentVle = Array<string>(3).fill('AAA,2013J,7,546652,-10,1');
    const recorded = await collectEvents(writeDataset({ vle, studentVle }), 'ActivityRecorded');
    expect(recorded.map(({ id }) => id)).toEqual(['vle-1', 'vle-2', 'vle-3']);
  });

  test('a site that vle lacks is named', async () => {
    const directory = writeDataset({ vle, studentVle: ['AAA,2013J,7,99,-10,1'] });
    await expect(collectEvents(directory)).rejects.toThrow('vle has no "99"');
  });
});

test('an event is a line of minified JSON, in the order id, type, occurredAt, data', async () => {
  const directory = writeDataset({ courses: ['AAA,2013J,268'], studentRegistration: ['AAA,2013J,7,0,'] });
  let text = '';
  for await (const chunk of ndjson(ouladEvents(directory))) text += chunk;
  expect(text.split('\n').slice(2)).toEqual([
    '{"id":"enrolled-AAA-2013J-7","type":"UserEnrolled","occurredAt":"2013-10-01T12:00:00Z","data":{"userId":"7","courseId":"AAA-2013J"}}',
    '',
  ]);
});
