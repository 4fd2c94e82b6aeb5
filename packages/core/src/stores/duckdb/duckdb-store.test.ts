import { testAnalyticsStore } from '../../../conformance/test-analytics-store.js';
import { openDuckDBStore } from './duckdb-store.js';

testAnalyticsStore({ name: 'DuckDB', open: () => openDuckDBStore({ path: ':memory:' }) });
