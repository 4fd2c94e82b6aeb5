import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What needs a server is measured where there is one. */
const unreachable = process.env['LMS_ANALYTICS_TEST_POSTGRES'] ? [] : ['packages/core/src/stores/postgres/**'];
const project = (name: string, root: string) => ({ extends: true as const, test: { name, root } });
/** Tests that read the sources of the packages they use; the others use what is built, as their users do. */
const ofSources = (name: string, root: string) => {
  const conditions = ['@lms-analytics/source'];
  return { ...project(name, root), resolve: { conditions }, ssr: { resolve: { conditions } } };
};

/** The files that take longest. Without results of an earlier run they would come last, being small. */
const long = /(-store(-in-worlds)?|commands\/demo|cli\/src\/(examples|output|interrupt)|long-events)\.test\.ts$/;

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => long.test(moduleId);
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    // A test is held to no time: this ends one that hangs, also on a machine that does much else.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: '100%', // as many as cores, where by default one is left to the main process, which has little to do
    sequence: { sequencer: LongestFirst },
    coverage: {
      include: ['packages/core/src/**/*.ts'],
      exclude: ['**/*.test.ts', '**/testing/**', ...unreachable],
      reporter: [['text', { skipFull: true }]],
      thresholds: { branches: 95 },
    },
    projects: [
      ofSources('core', 'packages/core'),
      project('cli', 'packages/cli'),
      ofSources('oulad', 'examples/oulad'),
      ofSources('custom-metric', 'examples/custom-metric'),
      ofSources('embed', 'examples/embed'),
    ],
  },
});
