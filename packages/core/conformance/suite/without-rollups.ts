import type { AnalyticsStore } from '../../src/index.js';
import type { DocumentKind } from '../../src/stores/stored-document.js';

/** The store as it answers to those who do not know of its rollups. */
export function withoutRollups(store: AnalyticsStore): AnalyticsStore {
  return new Proxy(store, {
    get(target, name) {
      if (name === 'documents') {
        return async (tenantId: string, ...kinds: DocumentKind[]) =>
          (await target.documents(tenantId, ...kinds)).filter(({ kind }) => kind !== 'rollup');
      }
      const member = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
