import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  phoneServiceItemPaths,
  phoneServiceItemsAnswerSchema,
} from '../../src/contracts/phone-service-item-api.ts';
import { openDatabase } from '../database/open-database.ts';
import { elderCardItem } from '../seed/elder-card-item.ts';
import { disabilityAllowanceItem } from '../seed/items/disability-allowance-item.ts';
import { peopleElsewhere } from '../seed/people.ts';
import { serviceItems } from '../seed/service-items.ts';
import { type PlatformUnderTest, startPlatformUnderTest } from '../testing/platform-under-test.ts';
import { signedInPhone } from '../testing/signed-in-phone.ts';

let bench: PlatformUnderTest;
beforeAll(async () => {
  bench = await startPlatformUnderTest();
});
afterAll(() => bench.stop());

const path = phoneServiceItemPaths.serviceItems;

test('a phone is told of every item whose it is, and each type of licence that it needs once', async () => {
  const token = await signedInPhone(bench, peopleElsewhere.luJianhua);
  const { body } = await bench.call('GET', path, undefined, token);
  const { items } = phoneServiceItemsAnswerSchema.parse(body);
  expect(
    items.map(({ code, name, department, subjects }) => [code, name, department, subjects]),
  ).toEqual(
    serviceItems.map(({ code, name, department, subjects }) => [code, name, department, subjects]),
  );
  for (const [at, { licences }] of serviceItems.entries()) {
    const told = items[at]?.licences ?? [];
    expect(told.map(({ typeCode }) => typeCode)).toEqual([
      ...new Set(licences.map(({ typeCode }) => typeCode)),
    ]);
    for (const { typeCode, isSensitive } of told) {
      const uses = licences.filter((licence) => licence.typeCode === typeCode);
      expect(isSensitive).toBe(uses.some((use) => use.isSensitive));
    }
  }
  const sensitive = items.find(({ code }) => code === disabilityAllowanceItem.code)?.licences;
  expect(sensitive?.some(({ isSensitive }) => isSensitive)).toBe(true);
});

test('a type that an item needs twice is sensitive when one of the uses is', async () => {
  const [need] = elderCardItem.licences;
  if (need === undefined) throw new Error('The item needs no licence.');
  const licences = [
    { ...need, isSensitive: true },
    { ...need, isSensitive: false },
  ];
  const db = await openDatabase(bench.dataDir);
  await db
    .updateTable('service_items')
    .set({ definition: JSON.stringify({ ...elderCardItem, licences }) })
    .where('code', '=', elderCardItem.code)
    .execute();
  await db.destroy();
  const token = await signedInPhone(bench, peopleElsewhere.luJianhua);
  const { body } = await bench.call('GET', path, undefined, token);
  const { items } = phoneServiceItemsAnswerSchema.parse(body);
  expect(items.find(({ code }) => code === elderCardItem.code)?.licences).toEqual([
    { typeCode: need.typeCode, name: need.name, isSensitive: true },
  ]);
});

test('a window’s session is no phone', async () => {
  const { token } = await bench.logIn();
  const refusal = { status: 401, body: { code: 'sign-in-required' } };
  expect(await bench.call('GET', path, undefined, token)).toEqual(refusal);
  expect(await bench.call('GET', path)).toEqual(refusal);
});
