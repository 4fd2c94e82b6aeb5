import { defineConfig } from 'vitest/config';

const conditions = ['@lms-analytics/source'];
/** What needs a server is measured where there is one. */
const unreachable = process.env['LMS_ANALYTICS_TEST_POSTGRES'] ? [] : ['packages/core/src/stores/postgres/**'];
const project = (name: string, root: string) => ({ extends: true as const, test: { name, root } });

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    testTimeout: 90_000,
    hookTimeout: 90_000,
    coverage: {
      include: ['packages/core/src/**/*.ts'],
      exclude: ['**/*.test.ts', '**/testing/**', ...unreachable],
      reporter: [['text', { skipFull: true }]],
      thresholds: { branches: 95 },
    },
    projects: [
      project('core', 'packages/core'),
      project('cli', 'packages/cli'),
      project('oulad', 'examples/oulad'),
      project('custom-metric', 'examples/custom-metric'),
      project('embed', 'examples/embed'),
    ],
  },
});
