import { test as atACounter, quickNumbers } from './at-a-counter.ts';
import { type Cable, layCable } from './cable.ts';

/** Tests at a counter whose network can be pulled; the cable leads to the platform once it has been led there. */
export const test = atACounter.extend<{
  readonly cable: Cable;
  readonly settings: Readonly<Record<string, unknown>>;
}>({
  // biome-ignore lint/correctness/noEmptyPattern: the test runner wants the pattern to find dependencies
  cable: async ({}, use) => {
    const cable = await layCable();
    await use(cable);
    await cable.close();
  },
  settings: ({ cable }, use) => use({ numbers: quickNumbers, platformAddress: cable.url }),
});
