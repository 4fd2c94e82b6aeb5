import type { AnalyticsStore } from '../../src/index.js';

/** The store as it answers to those who do not know of its rollups. */
export function withoutRollups(store: AnalyticsStore): AnalyticsStore {
  return new Proxy(store, {
    get(target, name) {
      if (name === 'documents') {
        return (tenantId: string, kind: string) =>
          kind === 'rollup' ? Promise.resolve([]) : target.documents(tenantId, kind as 'setting');
      }
      const member = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
