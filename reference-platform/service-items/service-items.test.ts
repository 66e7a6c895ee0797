import { afterAll, beforeAll, expect, test } from 'vitest';
import { platformPaths, serviceItemsAnswerSchema } from '../../src/contracts/platform-api.ts';
import { type PlatformUnderTest, startPlatformUnderTest } from '../testing/platform-under-test.ts';

let bench: PlatformUnderTest;
beforeAll(async () => {
  bench = await startPlatformUnderTest();
});
afterAll(() => bench.stop());

test('an item asks only for licences that replace one of its materials, and for no field that its form does not use', async () => {
  const { token } = await bench.logIn();
  const { body } = await bench.call('GET', platformPaths.serviceItems, undefined, token);
  const { items } = serviceItemsAnswerSchema.parse(body);
  expect(items.map(({ name }) => name)).toEqual([
    '老年人优待证申领',
    '灵活就业人员参保登记',
    '机动车驾驶证期满换证',
  ]);
  for (const item of items) {
    expect(item.code).toMatch(/^[0-9A-Z]{18}\d{13}$/);
    const replacing = item.materials.flatMap(({ replacedBy }) => replacedBy ?? []);
    expect(item.licences.map(({ typeCode }) => typeCode).sort()).toEqual(replacing.sort());

    const registered = item.licences.flatMap(({ typeCode, fields }) =>
      fields.map(({ key }) => `${typeCode} ${key}`),
    );
    const used = item.form.flatMap(({ sources }) =>
      sources.flatMap((source) =>
        source.kind === 'licence' ? `${source.typeCode} ${source.field}` : [],
      ),
    );
    expect(new Set(used)).toEqual(new Set(registered));
  }
});
