import { createHmac } from 'node:crypto';
import { AnalyticsError } from '../errors.js';

/** A learner of a tenant. */
export interface LearnerId {
  readonly tenantId: string;
  readonly userId: string;
}

/** What a tombstone keeps of a learner: HMAC-SHA-256, in hexadecimal digits. A tenant has no `/`. */
export function tombstoneHash(key: string | Uint8Array, { tenantId, userId }: LearnerId): string {
  return createHmac('sha256', key).update(`${tenantId}/${userId}`).digest('hex');
}

/** What a store keeps of the key itself, so that it knows it again: the hash of no learner of no tenant. */
export function keyCheckOf(key: string | Uint8Array): string {
  return tombstoneHash(key, { tenantId: '', userId: '' });
}

/**
 * Wants the key that learners were erased with: under another one their tombstones would match nobody.
 *
 * @param kept what the store keeps of its key; nothing where no learner is erased
 * @param name how people know the key that was given
 * @throws AnalyticsError `invalid_configuration`
 */
export function requireSameKey(key: string | Uint8Array, kept: string | null | undefined, name: string): void {
  if (typeof kept !== 'string' || keyCheckOf(key) === kept) return;
  const message = `${name} is not the key that learners were erased with in this store, so they would come back; give that one`;
  throw new AnalyticsError('invalid_configuration', message);
}
