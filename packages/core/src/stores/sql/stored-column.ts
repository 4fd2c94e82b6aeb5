import type { ShownType } from '../../facts/shown-columns.js';
import type { Dialect } from './dialect.js';

/** What stores give as it is: whole numbers and texts. All else is read as text. */
const plain: ReadonlySet<ShownType> = new Set(['text', 'json', 'integer', 'instant', 'quarter', 'percent']);

/** A column of a table, in a SELECT list. */
export function storedColumn([name, type]: readonly [name: string, type: ShownType], dialect: Dialect): string {
  return plain.has(type) ? name : `CAST(${name} AS ${dialect.typeName('text')}) AS ${name}`;
}
