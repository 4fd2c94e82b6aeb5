import { expect } from 'vitest';
import type { Analytics } from '../../../analytics.js';

/**
 * Expects ada's email, from her first event, and her name, from her second, to be apart from the facts, and bob of the
 * tenant `north`, who has neither, to have nothing there; then a later event to be folded with what was carried over.
 */
export async function expectPersonalApart(analytics: Analytics): Promise<void> {
  const { tables } = await analytics.learners.export('ada');
  expect(tables['learner_personal']).toEqual([{ email: 'ada@example.org', name: 'Ada L' }]);
  expect(tables['learner_personal_event']).toMatchObject([
    { id: 'u1', email: 'ada@example.org', name: null },
    { id: 'u2', email: null, name: 'Ada L' },
  ]);
  expect(tables['learner']).toEqual([
    { created_at: '1970-01-01T00:00:01.000Z', role: 'student', attributes: { a: '1' } },
  ]);
  const bob = (await analytics.learners.export('bob', 'north')).tables;
  expect([bob['learner']?.length, bob['learner_personal'], bob['learner_personal_event']]).toEqual([1, [], []]);
  const data = { userId: 'ada', email: 'new@example.org' };
  await analytics.ingest([{ id: 'u4', type: 'UserCreated', occurredAt: '2026-01-01T00:00:00Z', data }]);
  const later = await analytics.learners.export('ada');
  expect(later.tables['learner_personal']).toEqual([{ email: 'new@example.org', name: 'Ada L' }]);
}
