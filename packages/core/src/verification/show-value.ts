import type { ShownType } from '../facts/shown-columns.js';
import { personalFields } from '../privacy/personal-data.js';
import type { StoredValue } from '../stores/analytics-store.js';
import type { ColumnDifference, ShownValue } from './verification.js';

const MOST_CHARACTERS = 200;
const QUARTER_MS = 900_000;
const LAST_INSTANT_MS = 8.64e15;
/** Differences end up in logs of whoever verifies by night, where no name is to be. */
const WITHHELD = '(withheld)';

/** A value as it is kept, as it is shown. It may be anything: a damaged store is looked at as well. */
export function showValue(value: StoredValue, type: ShownType): ShownValue {
  if (value === null) return null;
  switch (type) {
    case 'text':
    case 'json':
      return cut(String(value));
    case 'integer':
      return isSafe(value) ? Number(value) : String(value);
    case 'double':
      return Number(value);
    case 'percent':
      return isSafe(value) ? Number(value) / 1_000_000 : String(value);
    case 'instant':
      return showInstant(Number(value));
    case 'quarter':
      return showInstant(Number(value) * QUARTER_MS);
    case 'boolean':
      return value === 'true';
  }
}

/** Two values of a column that differ. */
export function showChange(
  { column, type }: { readonly column: string; readonly type: ShownType },
  stored: StoredValue,
  folded: StoredValue,
): Omit<ColumnDifference, 'column'> {
  const isPersonal = personalFields.includes(column);
  const show = (value: StoredValue) => (isPersonal && value !== null ? WITHHELD : showValue(value, type));
  return { stored: show(stored), folded: show(folded) };
}

function isSafe(value: NonNullable<StoredValue>): boolean {
  return Number.isSafeInteger(Number(value));
}

function showInstant(ms: number): string {
  return Math.abs(ms) <= LAST_INSTANT_MS ? new Date(ms).toISOString() : String(ms);
}

function cut(text: string): string {
  const characters = [...text.slice(0, 2 * MOST_CHARACTERS)].slice(0, MOST_CHARACTERS).join('');
  return characters.length < text.length ? `${characters}…` : text;
}
