import { type ConformanceCase, march } from './conformance-case.js';
import { attemptCompleted, created, deleted, enrolled, ofTenant, recorded } from './events.js';

const two = [
  ofTenant('north', created('e1', '03-01T10:00', 'u1', { role: 'student' })),
  ofTenant('north', enrolled('e2', '03-02T10:00', 'u1', 'c1', { mode: 'online' })),
  ofTenant('South', enrolled('e2', '03-02T10:00', 'u1', 'c1', { mode: 'campus' })),
  ofTenant('South', recorded('e3', '03-02T10:00', 'u1', 'c1', 'view')),
  recorded('e3', '03-02T10:00', 'u1', 'c1', 'view', { count: 7 }),
  ofTenant('north', attemptCompleted('e4', '03-02T10:00', 't1', 'u1', 'c1', 'a1', { score: 10 })),
  ofTenant('South', attemptCompleted('e4', '03-02T10:00', 't1', 'u1', 'c1', 'a1', { score: 90 })),
];

export const tenantCases: readonly ConformanceCase[] = [
  {
    name: 'an id is the identity of an event within its tenant',
    alone: true,
    events: two,
    question: {
      metrics: ['enrollments', 'activities', 'average_score'],
      ...march,
      by: ['mode', 'role'],
      tenantId: 'South',
    },
    ingest: { accepted: 7, duplicates: 0 },
    // The learner of South was never created; one view and one attempt.
    expected: { rows: [{ mode: 'campus', role: null, enrollments: 1, activities: 2, average_score: 90 }] },
  },
  {
    name: 'one tenant sees nothing of another',
    alone: true,
    events: two,
    question: {
      metrics: ['enrollments', 'activities', 'average_score'],
      ...march,
      by: ['mode', 'role'],
      tenantId: 'north',
    },
    expected: { rows: [{ mode: 'online', role: 'student', enrollments: 1, activities: 1, average_score: 10 }] },
  },
  {
    name: 'a question without a tenant is about the default one',
    alone: true,
    events: two,
    question: { metrics: ['enrollments', 'activities'], ...march },
    expected: { rows: [{ enrollments: 0, activities: 7 }] },
  },
  {
    name: 'tenants are told apart by case',
    alone: true,
    events: two,
    question: { metrics: ['enrollments', 'activities'], ...march, tenantId: 'south' },
    expected: { rows: [{ enrollments: 0, activities: 0 }] },
  },
  {
    name: 'erasure is within a tenant',
    alone: true,
    events: [
      ofTenant('north', enrolled('e1', '03-02T10:00', 'u1', 'c1')),
      ofTenant('south', enrolled('e1', '03-02T10:00', 'u1', 'c1')),
      ofTenant('north', deleted('e2', '03-03T10:00', 'u1')),
      ofTenant('south', recorded('e3', '03-04T10:00', 'u1', 'c1', 'view')),
    ],
    question: { metrics: ['enrollments', 'activities'], ...march, tenantId: 'south' },
    ingest: { accepted: 4, blocked: 0 },
    expected: { rows: [{ enrollments: 1, activities: 1 }] },
  },
];
