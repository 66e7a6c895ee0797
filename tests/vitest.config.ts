import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { sessions } from './sessions.ts';

export default defineConfig({
  test: {
    // `--dir` names the suite.
    include: ['**/*.e2e.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // A loaded machine is slow, not broken.
    expect: { poll: { timeout: 20_000 } },
    // Each test owns both displays of its worker's session.
    maxWorkers: sessions.length,
    setupFiles: [fileURLToPath(new URL('session-of-worker.ts', import.meta.url))],
  },
});
