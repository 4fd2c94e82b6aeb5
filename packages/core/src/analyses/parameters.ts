import { z } from 'zod';
import { attemptChoices } from '../query/question.js';

/** Parameters that several analyses and reports take. */
export const courseId = z.string();
export const attempts = z.enum(attemptChoices).optional();

/** A whole number from 1 on. */
export function wholeUpTo(most: number): z.ZodInt {
  return z.int().min(1, 'must be 1 or more').max(most, `must be ${most} or less`);
}
