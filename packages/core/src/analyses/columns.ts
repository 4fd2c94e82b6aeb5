import { quotient } from '../exact/quotient.js';
import type { Unit } from '../metrics/define-metric.js';
import type { Column, ColumnReader } from '../query/answer.js';
import type { StoredValue } from '../stores/analytics-store.js';

type Stored = readonly StoredValue[];

/** A column that is given as it is stored: a text. */
export function textColumn(id: string, title: string, place: number, kind: Column['kind'] = 'dimension'): ColumnReader {
  return { column: { id, title, kind, type: 'string' }, read: (stored) => stored[place] as string | null };
}

/** A column of an instant, stored in milliseconds since the epoch. */
export function instantColumn(id: string, title: string, place: number, kind: Column['kind'] = 'fact'): ColumnReader {
  return {
    column: { id, title, kind, type: 'instant' },
    read: (stored) => (stored[place] === null ? null : new Date(Number(stored[place])).toISOString()),
  };
}

/** A column of a whole number. */
export function wholeColumn(id: string, title: string, place: number, kind: Column['kind'] = 'metric'): ColumnReader {
  return {
    column: { id, title, kind, type: 'number', ...(kind === 'metric' && { unit: 'count' as const }) },
    read: (stored) => (stored[place] === null ? null : Number(stored[place])),
  };
}

/** A column of a number, with its unit. */
export function numberColumn(id: string, title: string, unit: Unit): Column {
  return { id, title, kind: 'metric', type: 'number', unit };
}

/** A ratio of two stored whole numbers, with its parts. */
export function ratioColumns(id: string, title: string, places: readonly [number, number]): ColumnReader[] {
  const part = (place: number) => (stored: Stored) => stored[place] as bigint;
  const [numerator, denominator] = places.map(part) as [ReturnType<typeof part>, ReturnType<typeof part>];
  return [
    { column: numberColumn(id, title, 'ratio'), read: (stored) => quotient(numerator(stored), denominator(stored)) },
    { column: partColumn(id, title, 'numerator'), read: (stored) => Number(numerator(stored)) },
    { column: partColumn(id, title, 'denominator'), read: (stored) => Number(denominator(stored)) },
  ];
}

/** The column of the numerator or denominator of a ratio. */
export function partColumn(id: string, title: string, part: 'numerator' | 'denominator'): Column {
  return numberColumn(`${id}_${part}`, `${title} (${part})`, 'count');
}

/** The mean of stored millionths of a percent, from their sum and their number. */
export function meanPercentColumn(id: string, title: string, [sum, count]: readonly [number, number]): ColumnReader {
  return {
    column: numberColumn(id, title, 'percent'),
    read: (stored) =>
      quotient((stored[sum] as bigint | null) ?? 0n, ((stored[count] as bigint | null) ?? 0n) * MILLIONTHS),
  };
}

/** Stored millionths of a percent. */
export function percentColumn(id: string, title: string, place: number): ColumnReader {
  return {
    column: numberColumn(id, title, 'percent'),
    read: (stored) => (stored[place] === null ? null : quotient(stored[place] as bigint, MILLIONTHS)),
  };
}

const MILLIONTHS = 1_000_000n;
