import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AnalyticsError } from '../errors.js';
import { parseFrame, parseParameterized, parseQuery, parseTenantId } from './question.js';

function caught(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

const funnel = { name: 'analysis', parameters: { course: z.string() }, hasPeriod: true } as const;

describe('a question that cannot be read', () => {
  it('is told what is missing', () => {
    expect(() => parseQuery({})).toThrow('/metrics is missing: a question names metrics, an analysis or a report');
    expect(() => parseParameterized({ analysis: 'module_funnel' }, funnel)).toThrow('/course is missing: give it');
  });

  it('is told what is wrong with each member, and which there are', () => {
    expect(() => parseQuery({ metrics: ['x'], by: 'course' })).toThrow('/by must be a list, such as ["course"]');
    expect(() => parseQuery({ metrics: ['x'], where: 'course' })).toThrow('/where must be an object');
    expect(() => parseQuery({ metrics: ['x'], limit: 1.5 })).toThrow('/limit must be a whole number');
    expect(() => parseQuery({ metrics: ['x'], limit: 0 })).toThrow('/limit must be 1 or more');
    expect(() => parseQuery({ metrics: ['x'], colour: 'red' })).toThrow('has no member "colour"; it has metrics, by');
    expect(() => parseQuery({ metrics: ['x'], orderBy: [{ column: 'x', direction: 'down' }] })).toThrow(
      '/orderBy/0/direction must be one of asc, desc',
    );
  });

  it('is told what a slip was most likely meant to be', () => {
    const asked = (members: object) => () => parseQuery({ metrics: ['x'], ...members });
    expect(asked({ grain: 'wek' })).toThrow(
      '/grain must be one of hour, day, week, month, quarter, year, not "wek"; did you mean week?',
    );
    expect(asked({ compare: 'previus_period' })).toThrow(
      '/compare must be previous_period, not "previus_period"; did you mean previous_period?',
    );
    expect(asked({ grain: 5 })).toThrow(/\/grain must be one of hour, day, week, month, quarter, year$/);
    expect(asked({ grain: 'fortnight' })).toThrow(/\/grain must be one of hour, day, week, month, quarter, year$/);
    expect(asked({ orderby: [] })).toThrow('has no member "orderby"; did you mean orderBy? it has metrics, by,');
  });

  it('is told for programs which members it may have', () => {
    const error = caught(() => parseParameterized({ analysis: 'module_funnel', course: 'c1', bins: 3 }, funnel));
    expect(error).toMatchObject({ details: { problems: [{ pointer: '', unknown: ['bins'] }] } });
    expect((error as AnalyticsError).details['problems']).toMatchObject([
      { known: expect.arrayContaining(['analysis', 'course', 'last']) },
    ]);
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
