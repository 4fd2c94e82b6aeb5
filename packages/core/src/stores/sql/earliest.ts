import type { Dialect } from './dialect.js';
import { sourceSelect } from './sources.js';

/**
 * The SELECT of the earliest moment that a metric counts: a learner's creation, an enrollment, a withdrawal, a
 * completion, an attempt or an activity. Its one parameter is the tenant.
 */
export function earliestSelect(dialect: Dialect): string {
  const tenant = `${dialect.parameter(1)}::${dialect.typeName('text')}`;
  const scope = {
    dialect,
    tenant,
    asOf: undefined,
    isAsOf: false,
    clock: '0',
    period: { from: '0', to: '0' },
    share: () => '',
  };
  const changes = sourceSelect('enrollment_changes', scope);
  const moments = [
    `SELECT min(created_at) AS moment FROM learner WHERE tenant_id = ${tenant}`,
    `SELECT least(min(enrolled_at), min(completed_at)) FROM enrollment WHERE tenant_id = ${tenant}`,
    `SELECT min(changed_at) FROM (${changes}) AS changed WHERE change IS NOT NULL`,
    `SELECT min(completed_at) FROM module_completion WHERE tenant_id = ${tenant}`,
    `SELECT least(min(started_at), min(completed_at)) FROM attempt WHERE tenant_id = ${tenant}`,
    `SELECT min(quarter)::${dialect.typeName('integer')} * 900000 FROM activity WHERE tenant_id = ${tenant}`,
  ];
  return `SELECT min(moment) FROM (${moments.join(' UNION ALL ')}) AS moments`;
}
