import { expect, it } from 'vitest';
import { createAnalytics } from '../../analytics.js';
import { openDuckDBStore } from './duckdb-store.js';

it('a name that begins with U+FEFF is another one than the name without, in answers and filters', async () => {
  const analytics = createAnalytics({ store: await openDuckDBStore({ path: ':memory:' }) });
  const names = ['logic', '\ufefflogic', '\ufeffa name that is longer than twelve bytes'];
  const enrolled = (courseId: string, index: number) => {
    const data = { userId: 'ada', courseId };
    return { id: `e${index}`, type: 'UserEnrolled', occurredAt: '2025-03-02T10:00:00Z', data };
  };
  await analytics.ingest(names.map(enrolled));
  const coursesOf = async (where = {}) => {
    const { rows } = await analytics.query({ metrics: ['enrollments'], by: ['course'], last: 'all', where });
    return rows.map(({ course }) => course);
  };
  expect(await coursesOf()).toEqual([names[0], names[2], names[1]]); // by code point
  expect(await coursesOf({ course: ['\ufefflogic'] })).toEqual(['\ufefflogic']);
  await analytics.close();
});
