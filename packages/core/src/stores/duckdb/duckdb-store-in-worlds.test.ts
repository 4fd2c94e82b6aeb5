import { testStoreInWorlds } from '../../../conformance/test-analytics-store.js';
import { openDuckDBStore } from './duckdb-store.js';

testStoreInWorlds({ name: 'DuckDB', open: () => openDuckDBStore({ path: ':memory:' }) });
