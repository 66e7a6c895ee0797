import { expect, test } from 'vitest';
import { emptyForm, fillForm } from '../../src/domain/form.ts';
import type { FormSources } from '../../src/domain/form-sources.ts';
import type { LicenceValues } from '../../src/domain/licence.ts';
import { openPoints } from '../../src/domain/open-points.ts';
import {
  licenceHolders,
  narrowToVariant,
  type ServiceItem,
} from '../../src/domain/service-item.ts';
import { enterprises } from './enterprises.ts';
import { licencesOn } from './licences.ts';
import { people } from './people.ts';
import { serviceItems } from './service-items.ts';

const at = '2026-11-24T01:02:00.000Z';
const today = '2026-11-24';

const variants = serviceItems.flatMap((item) =>
  item.variants.map(({ code, name }) => ({ item, variant: code, what: `${item.name} · ${name}` })),
);

/** What the licences of the seed say of one type: of each field, what the first says that says anything. */
function seededValues(typeCode: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    licencesOn(today)
      .filter(({ record }) => record.license_item_code === typeCode)
      .flatMap(({ fields }) => Object.entries(fields))
      .filter(([, value]) => value !== '')
      .reverse(),
  );
}

/** Everything that an item can be filled from, in the words that the seed's libraries use. */
function everySource({ licences }: ServiceItem): FormSources {
  const { card } = people.allGood;
  const { homeAppliances } = enterprises;
  const byCardAndCode = {
    card: { at, values: { ...card } },
    account: { at, values: { name: card.name, idNumber: card.idNumber, phone: '13800000000' } },
  };
  return {
    identified: Object.fromEntries(licenceHolders.map((holder) => [holder, byCardAndCode])),
    person: { at, values: { address: { value: card.address, recordedOn: '2012-08-20' } } },
    enterprise: {
      at,
      values: {
        name: { value: homeAppliances.name },
        uscc: { value: homeAppliances.uscc },
        address: { value: homeAppliances.address },
        representative: { value: homeAppliances.representative.name },
      },
    },
    licences: licences.flatMap(({ typeCode, holder }): LicenceValues[] => {
      const one = { licenceCode: `${typeCode}-1`, typeCode, fields: seededValues(typeCode) };
      if (holder === 'applicant') return [one];
      const held = { ...one, heldBy: holder };
      return holder === 'each-adult' ? [held, { ...held, licenceCode: `${typeCode}-2` }] : [held];
    }),
    fetchedAt: at,
  };
}

test('the sixteen items have forms in every variant', () => {
  expect(serviceItems).toHaveLength(16);
  expect(variants.filter(({ item, variant }) => emptyForm(item, variant).length === 0)).toEqual([]);
});

test.each(variants)('$what: its fields, in its order, under its groups', ({ item, variant }) => {
  const definitions = narrowToVariant(item.form, variant);
  expect(
    emptyForm(item, variant).map(({ key, name, group, required }) => [key, name, group, required]),
  ).toEqual(definitions.map(({ key, name, group, required }) => [key, name, group, required]));
  expect(new Set(definitions.map(({ key }) => key)).size).toBe(definitions.length);
});

test.each(variants)('$what: whatever has a source is filled from it', ({ item, variant }) => {
  const form = fillForm(item, variant, everySource(item));
  const sourced = narrowToVariant(item.form, variant).filter(({ sources }) => sources.length > 0);
  const empty = sourced.filter(
    ({ key }) => form.find((field) => field.key === key)?.current === undefined,
  );
  expect(empty.map(({ key }) => key)).toEqual([]);
});

test.each(variants)('$what: what the seed says fits each field’s format', ({ item, variant }) => {
  const points = openPoints(fillForm(item, variant, everySource(item)), today);
  expect(points.filter(({ why }) => why === 'wrong')).toEqual([]);
});

test.each(variants)('$what: without any source, all that is required is missing', (of) => {
  const form = fillForm(of.item, of.variant, { licences: [], fetchedAt: at });
  const points = openPoints(form, today);
  expect(points.every(({ why }) => why === 'missing')).toBe(true);
  expect(points.map(({ field }) => field.key)).toEqual(
    form.filter(({ required }) => required).map(({ key }) => key),
  );
});

test.each(variants)(
  '$what: of one person, whom all sources agree on, nothing is disputed',
  (of) => {
    const { licences, person: _, enterprise: _of, ...identified } = everySource(of.item);
    const others = licences.filter(({ heldBy }) => heldBy !== undefined);
    const form = fillForm(of.item, of.variant, { ...identified, licences: others });
    expect(form.filter(({ conflict }) => conflict !== undefined)).toEqual([]);
  },
);
