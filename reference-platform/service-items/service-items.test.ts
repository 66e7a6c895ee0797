import { afterAll, beforeAll, expect, test } from 'vitest';
import { platformPaths, serviceItemsAnswerSchema } from '../../src/contracts/platform-api.ts';
import { serviceItems } from '../seed/service-items.ts';
import { type PlatformUnderTest, startPlatformUnderTest } from '../testing/platform-under-test.ts';

let bench: PlatformUnderTest;
beforeAll(async () => {
  bench = await startPlatformUnderTest();
});
afterAll(() => bench.stop());

test('a window has every item that is registered, as it was registered', async () => {
  const { token } = await bench.logIn();
  const { body } = await bench.call('GET', platformPaths.serviceItems, undefined, token);
  expect(serviceItemsAnswerSchema.parse(body).items).toEqual(serviceItems);
});
