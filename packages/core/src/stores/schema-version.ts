import { AnalyticsError } from '../errors.js';

/** The version of the schema that a store has, and the one that this code reads and writes. */
interface SchemaVersion {
  /** The store, as people know it. */
  readonly store: string;
  readonly version: number;
  readonly expected: number;
}

/**
 * Wants a schema that is not newer than this code.
 *
 * @throws AnalyticsError `store_too_new`
 */
export function requireKnownSchema({ store, version, expected }: SchemaVersion): void {
  if (version <= expected) return;
  const text = `the store ${store} has schema ${version}, this version knows ${expected}; update lms-analytics`;
  throw new AnalyticsError('store_too_new', text, { details: { version, expected } });
}

/**
 * Wants the schema of this code.
 *
 * @throws AnalyticsError `store_outdated`, `store_too_new`
 */
export function requireCurrentSchema(schema: SchemaVersion): void {
  requireKnownSchema(schema);
  const { store, version, expected } = schema;
  if (version === expected) return;
  const text = `the store ${store} has schema ${version}, this version reads schema ${expected}; run \`lms-analytics migrate\``;
  throw new AnalyticsError('store_outdated', text, { details: { version, expected } });
}
