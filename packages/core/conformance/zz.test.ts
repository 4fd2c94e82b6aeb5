import { openDuckDBStore } from '../src/stores/duckdb/index.js';
import { testAnalyticsStore } from './test-analytics-store.js';

testAnalyticsStore({ name: 'DuckDB', open: () => openDuckDBStore({ path: ':memory:' }) });
