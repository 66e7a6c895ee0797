import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: {
      // The package downloads a binary when it is imported; a unit test that reaches it is wrong.
      electron: fileURLToPath(new URL('tests/fixtures/no-electron.ts', import.meta.url)),
    },
  },
  test: {
    include: ['{src,hardware,main,renderer,reference-platform,scripts}/**/*.test.{ts,tsx}'],
    // Module state is never shared on purpose; importing everything anew for each file costs more than the tests.
    isolate: false,
    // Half of their time tests wait for the disk.
    maxWorkers: 2,
    // Real windows are tested on the same processors at the same time; nothing here ends by running into these.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
