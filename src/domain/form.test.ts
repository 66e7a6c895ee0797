import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { elderlyApplicant, elderlyCardItem } from './elderly-card-item.fixture.ts';
import {
  type Form,
  type FormField,
  type FormSources,
  fillForm,
  missingFields,
  typeOver,
} from './form.ts';
import type { ServiceItem } from './service-item.ts';

const fetchedAt = '2026-11-24T01:02:00.000Z';
const typedAt = '2026-11-24T01:03:00.000Z';

const household = {
  licenceCode: 'hkb-0001',
  typeCode: 'hkb',
  fields: { HJDZ: '户口簿上的地址' },
};

const sources: FormSources = { applicant: elderlyApplicant, licences: [household], fetchedAt };

function field(form: Form, key: string): FormField {
  const found = form.find((candidate) => candidate.key === key);
  if (found === undefined) throw new Error(`the form has no field ${key}`);
  return found;
}

const fromCard = (value: string) => ({
  value,
  provenance: { kind: 'card', at: elderlyApplicant.identifiedAt },
});

const fromHousehold = {
  value: '户口簿上的地址',
  provenance: {
    kind: 'licence',
    at: fetchedAt,
    licenceName: '居民户口簿',
    licenceCode: 'hkb-0001',
    field: 'HJDZ',
  },
};

const typed = (value: string, at = typedAt) => ({ value, provenance: { kind: 'typed', at } });

describe('filling', () => {
  test('gives the fields of the variant in the order of the item', () => {
    const keys = (variant: string) =>
      fillForm(elderlyCardItem, variant, sources).map(({ key }) => key);
    expect(keys('local')).toEqual(['name', 'registered-address', 'contact', 'note']);
    expect(keys('resident')).toEqual(['name', 'residence-address', 'contact', 'note']);
  });

  test('takes the first source that has a value and says which it was', () => {
    const form = fillForm(elderlyCardItem, 'local', sources);
    expect(field(form, 'name').current).toEqual(fromCard('张建三'));
    expect(field(form, 'registered-address').current).toEqual(fromHousehold);
  });

  test.each([
    ['was not fetched', []],
    ['lacks the field', [{ ...household, fields: {} }]],
    ['has nothing in the field', [{ ...household, fields: { HJDZ: '' } }]],
    ['is of another type', [{ ...household, typeCode: 'jzz' }]],
  ])('takes the next source when a licence %s', (_, licences) => {
    const form = fillForm(elderlyCardItem, 'local', { ...sources, licences });
    expect(field(form, 'registered-address').current).toEqual(fromCard(elderlyApplicant.address));
  });

  test('takes the next source when the card says nothing', () => {
    const item: ServiceItem = {
      ...elderlyCardItem,
      form: [
        {
          key: 'address',
          name: '地址',
          group: '申请人',
          required: true,
          sources: [
            { kind: 'card', field: 'address' },
            { kind: 'licence', typeCode: 'hkb', field: 'HJDZ' },
          ],
        },
      ],
    };
    const applicant = { ...elderlyApplicant, address: '' };
    expect(fillForm(item, 'local', { ...sources, applicant })[0]?.current).toEqual(fromHousehold);
  });

  test('leaves a field without current value when no source has one', () => {
    const form = fillForm(elderlyCardItem, 'resident', sources);
    expect(field(form, 'residence-address')).toEqual({
      key: 'residence-address',
      name: '现居住地址',
      group: '申请人',
      required: true,
    });
  });
});

describe('what is missing', () => {
  test('is what is required and has no value', () => {
    const missing = missingFields(fillForm(elderlyCardItem, 'resident', sources));
    expect(missing.map(({ key }) => key)).toEqual(['residence-address', 'contact']);
  });

  test.each(['', '   ', '\u3000'])('includes a required field that was cleared to %j', (value) => {
    const filled = fillForm(elderlyCardItem, 'local', sources);
    const form = typeOver(typeOver(filled, 'contact', '王五', typedAt), 'name', value, typedAt);
    expect(missingFields(form).map(({ key }) => key)).toEqual(['name']);
  });

  test('is nothing once everything required is filled', () => {
    const form = typeOver(fillForm(elderlyCardItem, 'local', sources), 'contact', '王五', typedAt);
    expect(missingFields(form)).toEqual([]);
  });
});

describe('typing over a field', () => {
  const filled = fillForm(elderlyCardItem, 'local', sources);

  test('keeps what the source had said', () => {
    const form = typeOver(filled, 'registered-address', '新地址', typedAt);
    expect(field(form, 'registered-address')).toMatchObject({
      current: typed('新地址'),
      original: fromHousehold,
    });
  });

  test('keeps the source however often it is typed over', () => {
    const later = '2026-11-24T01:04:00.000Z';
    const once = typeOver(filled, 'registered-address', '新地址', typedAt);
    const twice = typeOver(once, 'registered-address', '更新的地址', later);
    expect(field(twice, 'registered-address')).toMatchObject({
      current: typed('更新的地址', later),
      original: fromHousehold,
    });
  });

  test('puts the source back when its value is typed again', () => {
    const changed = typeOver(filled, 'registered-address', '新地址', typedAt);
    expect(typeOver(changed, 'registered-address', fromHousehold.value, typedAt)).toEqual(filled);
    expect(typeOver(filled, 'registered-address', fromHousehold.value, typedAt)).toEqual(filled);
  });

  test('keeps the source when it is cleared', () => {
    const form = typeOver(filled, 'name', '', typedAt);
    expect(field(form, 'name')).toMatchObject({ current: typed(''), original: fromCard('张建三') });
  });

  test('has no original where no source had said anything', () => {
    const once = typeOver(filled, 'contact', '王五', typedAt);
    const twice = typeOver(once, 'contact', '赵六', typedAt);
    expect(field(twice, 'contact')).toMatchObject({ current: typed('赵六') });
    expect(field(twice, 'contact')).not.toHaveProperty('original');
  });

  test('leaves the other fields and the form before it as they were', () => {
    const before = structuredClone(filled);
    const form = typeOver(filled, 'name', '张三', typedAt);
    expect(filled).toEqual(before);
    expect(form.filter(({ key }) => key !== 'name')).toEqual(
      filled.filter(({ key }) => key !== 'name'),
    );
  });

  test('changes nothing when the form has no such field', () => {
    expect(typeOver(filled, 'no-such-field', 'x', typedAt)).toEqual(filled);
  });

  test('never loses what a source had said, whatever is typed', () => {
    const edits = fc.array(
      fc.record({
        key: fc.constantFrom('name', 'registered-address', 'contact', 'note'),
        value: fc.constantFrom('', '张建三', '户口簿上的地址', '甲', '乙'),
      }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(edits, (typing) => {
        const form = typing.reduce<Form>(
          (edited, { key, value }) => typeOver(edited, key, value, typedAt),
          filled,
        );
        for (const start of filled) {
          const { current, original } = field(form, start.key);
          const last = typing.filter(({ key }) => key === start.key).at(-1);
          expect(current?.value).toBe(last?.value ?? start.current?.value);
          const said = current?.provenance.kind === 'typed' ? original : current;
          expect(said).toEqual(start.current);
        }
      }),
      { seed: 20_261_124, numRuns: 500 },
    );
  });
});
