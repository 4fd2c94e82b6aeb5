import { testAnalyticsStore } from '../../../conformance/test-analytics-store.js';
import { openDuckDBStore } from './duckdb-store.js';

// One thread, as the command that ingests has; the other half of the suite has one a core, as those that ask.
testAnalyticsStore({ name: 'DuckDB', open: () => openDuckDBStore({ path: ':memory:', threads: 1 }) });
