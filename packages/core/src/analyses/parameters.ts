import { z } from 'zod';
import { attemptChoices } from '../query/question.js';

/** Parameters that several analyses and reports take. */
export const course = z.string().describe('The course.');
export const assessment = z.string().describe('The assessment of the course.');
export const user = z.string().describe('The learner.');
export const attempts = z
  .enum(attemptChoices)
  .optional()
  .describe('Which completed attempts of a learner in a course and assessment count.');

/** A whole number from 1 on. */
export function wholeUpTo(most: number): z.ZodInt {
  return z.int().min(1, 'must be 1 or more').max(most, `must be ${most} or less`);
}
