import { defineConfig } from 'vitest/config';

const conditions = ['@lms-analytics/source'];
const project = (name: string, root: string) => ({ extends: true as const, test: { name, root } });

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    projects: [
      project('core', 'packages/core'),
      project('cli', 'packages/cli'),
      project('oulad', 'examples/oulad'),
      project('custom-metric', 'examples/custom-metric'),
    ],
  },
});
