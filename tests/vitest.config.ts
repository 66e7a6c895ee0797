import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // `--dir` names the suite.
    include: ['**/*.e2e.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // A loaded machine is slow, not broken.
    expect: { poll: { timeout: 20_000 } },
    // Each test owns both displays.
    fileParallelism: false,
    maxWorkers: 1,
  },
});
