import { expect, test } from 'vitest';
import { elderlyCardItem } from '../domain/elderly-card-item.fixture.ts';
import type { ServiceItem } from '../domain/service-item.ts';
import { serviceItemSchema } from './service-item.ts';

test('an item comes out of JSON as it went in', () => {
  expect(serviceItemSchema.parse(JSON.parse(JSON.stringify(elderlyCardItem)))).toEqual(
    elderlyCardItem,
  );
});

test('so does one that looks up, demands and offers choices', () => {
  const item: ServiceItem = {
    ...elderlyCardItem,
    materials: [{ code: 'a', name: 'A', coveredBy: ['department'] }],
    licences: [{ typeCode: 'a', name: 'A', fields: [], purpose: 'P', minimumTrust: 'B' }],
    form: [
      { key: 'a', name: 'A', group: 'G', required: true, sources: [], choices: ['60%', '100%'] },
    ],
  };
  expect(serviceItemSchema.parse(JSON.parse(JSON.stringify(item)))).toEqual(item);
});

test.each<[string, unknown]>([
  ['has a key nobody knows', { ...elderlyCardItem, fee: 0 }],
  ['has no variant', { ...elderlyCardItem, variants: [] }],
  ['has no code', { ...elderlyCardItem, code: '' }],
  [
    'has a variant with half a year',
    { ...elderlyCardItem, variants: [{ code: 'a', name: 'A', minimumAge: 64.5 }] },
  ],
  [
    'has a material covered by something unknown',
    { ...elderlyCardItem, materials: [{ code: 'a', name: 'A', coveredBy: ['word-of-honour'] }] },
  ],
  [
    'has a field that takes an unknown field of the card',
    {
      ...elderlyCardItem,
      form: [
        {
          key: 'a',
          name: 'A',
          group: 'G',
          required: true,
          sources: [{ kind: 'card', field: 'photo' }],
        },
      ],
    },
  ],
  [
    'has a field with a source of an unknown kind',
    {
      ...elderlyCardItem,
      form: [{ key: 'a', name: 'A', group: 'G', required: true, sources: [{ kind: 'guess' }] }],
    },
  ],
  [
    'has a field whose list of choices is empty',
    {
      ...elderlyCardItem,
      form: [{ key: 'a', name: 'A', group: 'G', required: true, sources: [], choices: [] }],
    },
  ],
  [
    'demands a trust level that does not exist',
    {
      ...elderlyCardItem,
      licences: [{ typeCode: 'a', name: 'A', fields: [], purpose: 'P', minimumTrust: 'E' }],
    },
  ],
  [
    'says undefined where it should say nothing',
    { ...elderlyCardItem, materials: [{ code: 'a', name: 'A', replacedBy: undefined }] },
  ],
])('an item is refused that %s', (_, item) => {
  expect(serviceItemSchema.safeParse(item).success).toBe(false);
});
