import type { ClientBase, CustomTypesConfig } from 'pg';
import { requireClient } from '../require-client.js';

const need = { of: 'the PostgreSQL store', install: 'pg@8.23.1 pg-copy-streams@7.0.0' };

/** PostgreSQL's client and its COPY: CommonJS, which loads faster so than by `import`. */
export const pg = requireClient('pg', need) as typeof import('pg');
export const copyFrom = (requireClient('pg-copy-streams', need) as typeof import('pg-copy-streams')).from;

/** One connection of the pool. */
export type Client = ClientBase;

const { builtins } = pg.types;
const wholeNumbers: readonly number[] = [builtins.INT2, builtins.INT4, builtins.INT8, builtins.NUMERIC];
/** Values as stores give them: whole numbers are bigint, all else is text. */
export const storedTypes: CustomTypesConfig = {
  getTypeParser: (oid: number) => (wholeNumbers.includes(oid) ? BigInt : String),
};
