import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseFrame, parseParameterized, parseQuery, parseTenantId } from './question.js';

const funnel = { name: 'analysis', parameters: { course: z.string() }, hasPeriod: true } as const;

describe('a question that cannot be read', () => {
  it('is told what is missing', () => {
    expect(() => parseQuery({})).toThrow('/metrics is missing: a question names metrics, an analysis or a report');
    expect(() => parseParameterized({ analysis: 'module_funnel' }, funnel)).toThrow('/course is missing: give it');
  });

  it('is told what is wrong with each member, and which there are', () => {
    expect(() => parseQuery({ metrics: ['x'], by: 'course' })).toThrow('/by must be a list, such as ["course"]');
    expect(() => parseQuery({ metrics: ['x'], limit: 1.5 })).toThrow('/limit must be a whole number');
    expect(() => parseQuery({ metrics: ['x'], limit: 0 })).toThrow('/limit must be 1 or more');
    expect(() => parseQuery({ metrics: ['x'], colour: 'red' })).toThrow('has no member "colour"; it has metrics, by');
    expect(() => parseQuery({ metrics: ['x'], orderBy: [{ column: 'x', direction: 'down' }] })).toThrow(
      '/orderBy/0/direction must be one of asc, desc',
    );
  });

  it('does not lose a filter by its name', () => {
    const where = JSON.parse('{"__proto__": ["c1"]}');
    expect(() => parseQuery({ metrics: ['x'], where })).toThrow('there is no dimension "__proto__"');
  });

  it('has a frame and a tenant that are right', () => {
    expect(() => parseFrame({ last: '7d', grain: 'week' })).toThrow('has no member "grain"');
    expect(() => parseTenantId('a b')).toThrow('/tenantId must be 1 to 64 of the characters');
    expect(parseTenantId('north')).toBe('north');
  });
});
