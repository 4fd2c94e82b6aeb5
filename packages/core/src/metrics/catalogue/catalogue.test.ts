import { describe, expect, it } from 'vitest';
import { subjects } from '../../../conformance/cases/index.js';
import { oracleMetrics } from '../../../conformance/oracle/metrics.js';
import { metrics } from './index.js';

describe('the catalogue of metrics', () => {
  it('has a second definition for every metric', () => {
    expect(Object.keys(oracleMetrics).sort()).toEqual(metrics.map(({ id }) => id).sort());
  });

  it('has a case worked out by hand for every metric', () => {
    const asked = new Set(
      Object.values(subjects).flatMap((cases) => cases.flatMap(({ question }) => question?.metrics ?? [])),
    );
    expect(metrics.filter(({ id }) => !asked.has(id))).toEqual([]);
  });
});
