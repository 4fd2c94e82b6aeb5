import type { ComparedTable } from '../facts/compared-table.js';
import { rollupColumns } from '../rollups/rollup-measures.js';

const bucket = { quarter: 'quarter', course_id: 'text' } as const;

/** The sums by course and bucket. */
export const rollupTable: ComparedTable = {
  name: 'rollup',
  key: { grain: 'integer', ...bucket },
  columns: Object.fromEntries(rollupColumns.map((column) => [column, 'integer'])),
  isSum: false,
};

/** The sets of active learners. */
export const setTable: ComparedTable = {
  name: 'active_day',
  key: { scope: 'integer', ...bucket },
  columns: { learners: 'text' },
  isSum: false,
};

/** The numbers of learners, but for those who are erased. */
export const numberTable: ComparedTable = {
  name: 'learner_number',
  key: { user_id: 'text' },
  columns: { number: 'integer' },
  isSum: false,
};

/** The hours of courses in which facts have changed, or were added to, since their buckets were made, and which facts. */
export const dirtyTable: ComparedTable = {
  name: 'dirty_hour',
  key: bucket,
  columns: { facts: 'integer' },
  isSum: false,
};

/** What a store keeps beside events and facts. */
export const documentTable: ComparedTable = {
  name: 'document',
  key: { kind: 'text', name: 'text' },
  columns: { body: 'text' },
  isSum: false,
};
