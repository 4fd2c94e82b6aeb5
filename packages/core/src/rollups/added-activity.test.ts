import { describe, expect, it } from 'vitest';
import { quarterAt } from '../query/period.js';
import { AddedBuckets } from './added-activity.js';

const quarter = (time: string) => quarterAt(Date.parse(`2026-${time}:00Z`));

describe('what was added to quarter hours', () => {
  it('falls to the hour, the day and the month of the zone, and to the learners of the day', () => {
    const buckets = new AddedBuckets('Asia/Kolkata'); // whose days begin at 18:30 UTC, so its finest buckets are half hours
    const sums = { courseId: 'logic', rows: 1n, activities: 2n, duration: 3n };
    buckets.add({ ...sums, quarter: quarter('03-31T18:00'), learners: [1, 2] });
    buckets.add({ ...sums, quarter: quarter('03-31T18:15'), learners: [2, 3] });
    buckets.add({ ...sums, quarter: quarter('03-31T18:30'), learners: [1] }); // 1 April there
    buckets.add({ ...sums, quarter: quarter('03-31T18:30'), courseId: 'ethics', learners: [4] });
    const one = { rows: 1n, activities: 2n, duration: 3n };
    const two = { rows: 2n, activities: 4n, duration: 6n };
    const april = quarter('03-31T18:30');
    expect(buckets.sums).toEqual([
      { grain: 'hour', courseId: 'logic', first: quarter('03-31T18:00'), ...two },
      { grain: 'day', courseId: 'logic', first: quarter('03-30T18:30'), ...two },
      { grain: 'month', courseId: 'logic', first: quarter('02-28T18:30'), ...two },
      ...['logic', 'ethics'].flatMap((courseId) =>
        ['hour', 'day', 'month'].map((grain) => ({ grain, courseId, first: april, ...one })),
      ),
    ]);
    expect(buckets.learners).toEqual([
      { courseId: 'logic', first: quarter('03-30T18:30'), learners: new Set([1, 2, 3]) },
      { courseId: '', first: quarter('03-30T18:30'), learners: new Set([1, 2, 3]) },
      { courseId: 'logic', first: april, learners: new Set([1]) },
      { courseId: '', first: april, learners: new Set([1, 4]) },
      { courseId: 'ethics', first: april, learners: new Set([4]) },
    ]);
  });
});
