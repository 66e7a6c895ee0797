import { expect, test } from 'vitest';
import { canServe } from './can-serve.ts';
import { elderlyCardItem } from './elderly-card-item.fixture.ts';
import type { Material, RequiredLicence, ServiceItem } from './service-item.ts';

const [material] = elderlyCardItem.materials;
const [licence] = elderlyCardItem.licences;

const withMaterial = (change: Partial<Material>): ServiceItem => ({
  ...elderlyCardItem,
  materials: [...elderlyCardItem.materials, { code: 'a', name: 'A', ...material, ...change }],
});

function withLicence(change: Partial<RequiredLicence>): ServiceItem {
  if (licence === undefined) throw new Error('the fixture requires no licence');
  return { ...elderlyCardItem, licences: [{ ...licence, ...change }] };
}

test('an item is served whose every rule the workstation follows', () => {
  expect(canServe(elderlyCardItem)).toBe(true);
  expect(canServe(withMaterial({ heldBy: 'agent' }))).toBe(true);
  expect(canServe(withLicence({ holder: 'representative' }))).toBe(true);
  expect(canServe({ ...elderlyCardItem, subjects: ['enterprise', 'person'] })).toBe(true);
  expect(canServe(withLicence({ basis: 'duty' }))).toBe(true);
});

test('so is one with sources that it cannot ask: the clerk types what they would say', () => {
  const form: ServiceItem['form'] = [
    {
      key: 'phone',
      name: '手机号码',
      group: '联系',
      required: true,
      sources: [{ kind: 'account', field: 'phone' }],
    },
  ];
  expect(canServe({ ...elderlyCardItem, form })).toBe(true);
});

test('so is one that takes licences of several people: each of them is asked', () => {
  expect(canServe(withMaterial({ heldBy: 'each-adult' }))).toBe(true);
  expect(canServe(withLicence({ holder: 'each-adult' }))).toBe(true);
  expect(canServe(withLicence({ holder: 'guardian' }))).toBe(true);
});

test('an item is left to other channels that needs a sensitive licence', () => {
  expect(canServe(withLicence({ isSensitive: true }))).toBe(false);
});
