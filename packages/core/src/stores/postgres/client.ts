import type { ClientBase } from 'pg';
import { requireClient } from '../require-client.js';

const need = { of: 'the PostgreSQL store', install: 'pg@8.23.1 pg-copy-streams@7.0.0' };

/** PostgreSQL's client and its COPY: CommonJS, which loads faster so than by `import`. */
export const pg = requireClient('pg', need) as typeof import('pg');
export const copyFrom = (requireClient('pg-copy-streams', need) as typeof import('pg-copy-streams')).from;

/** One connection of the pool. */
export type Client = ClientBase;

const { builtins } = pg.types;
/** The types whose values stores give as bigint; all others are text. */
export const wholeNumberTypes: readonly number[] = [builtins.INT2, builtins.INT4, builtins.INT8, builtins.NUMERIC];
