import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fail } from '../failures/failure.ts';
import { cardOf, elderlyApplicant, elderlyCardItem } from './elderly-card-item.fixture.ts';
import {
  type Form,
  type FormField,
  fillForm,
  typeOver as typeInto,
  withoutSources,
} from './form.ts';
import type { FormSources } from './form-sources.ts';
import { openPoints } from './open-points.ts';
import type { FieldSource, ServiceItem } from './service-item.ts';
import type { SourcedValue } from './sourced-value.ts';

const fetchedAt = '2026-11-24T01:02:00.000Z';
const typedAt = '2026-11-24T01:03:00.000Z';

const household = {
  licenceCode: 'hkb-0001',
  typeCode: 'hkb',
  fields: { HJDZ: '户口簿上的地址' },
};

const card = cardOf(elderlyApplicant);
const identified = { applicant: { card } };
const sources: FormSources = { identified, licences: [household], fetchedAt };

function field(form: Form, key: string): FormField {
  const found = form.find((candidate) => candidate.key === key);
  if (found === undefined) throw new Error(`the form has no field ${key}`);
  return found;
}

/** The form after something was typed that may be typed. */
function typeOver(form: Form, key: string, value: string, at: string): Form {
  const typed = typeInto(form, key, value, at);
  if (!typed.ok) throw new Error(typed.problem.code);
  return typed.value;
}

const fromCard = (field: 'name' | 'address') => ({
  value: field === 'name' ? elderlyApplicant.name : elderlyApplicant.card.address,
  provenance: {
    kind: 'card',
    field,
    at: elderlyApplicant.proof.at,
    recordedOn: elderlyApplicant.card.validFrom,
  },
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
    expect(field(form, 'name').current).toEqual(fromCard('name'));
    expect(field(form, 'registered-address').current).toEqual(fromHousehold);
  });

  test.each([
    ['was not fetched', []],
    ['lacks the field', [{ ...household, fields: {} }]],
    ['has nothing in the field', [{ ...household, fields: { HJDZ: '' } }]],
    ['is of another type', [{ ...household, typeCode: 'jzz' }]],
  ])('takes the next source when a licence %s', (_, licences) => {
    const form = fillForm(elderlyCardItem, 'local', { ...sources, licences });
    expect(field(form, 'registered-address').current).toEqual(fromCard('address'));
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
    const silent = { ...card, values: { ...card.values, address: '' } };
    const form = fillForm(item, 'local', {
      ...sources,
      identified: { applicant: { card: silent } },
    });
    expect(form[0]?.current).toEqual(fromHousehold);
  });

  test.each<[string, FieldSource]>([
    ['a card', { kind: 'card', field: 'address' }],
    ['自然人库', { kind: 'person', field: 'address' }],
    ['法人库', { kind: 'enterprise', field: 'address' }],
    ['the account', { kind: 'account', field: 'phone' }],
    [
      'a licence of somebody else',
      { kind: 'licence', typeCode: 'hkb', field: 'HJDZ', heldBy: 'guardian' },
    ],
  ])('leaves a field empty where %s is not there', (_, source) => {
    const item: ServiceItem = {
      ...elderlyCardItem,
      form: [{ key: 'it', name: '它', group: '申请人', required: true, sources: [source] }],
    };
    const form = fillForm(item, 'local', { licences: [household], fetchedAt });
    expect(form[0]).not.toHaveProperty('current');
    expect(form[0]).not.toHaveProperty('unanswered');
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
    expect(field(form, 'name')).toMatchObject({ current: typed(''), original: fromCard('name') });
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

  test('is refused when the form has no such field', () => {
    expect(typeInto(filled, 'no-such-field', 'x', typedAt)).toEqual(fail('form.unknown-field'));
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

describe('a field with choices', () => {
  const [, address, ...others] = elderlyCardItem.form;
  const choices = ['60%', '100%'];
  const level = { key: 'level', name: '缴费档次', group: '参保', required: true, sources: [] };
  const withChoices = (definition: ServiceItem['form'][number] | undefined): Form =>
    fillForm(
      { ...elderlyCardItem, form: definition === undefined ? [] : [{ ...definition, choices }] },
      'local',
      sources,
    );

  test('tells what may be chosen', () => {
    expect(withChoices(level)).toEqual([
      { key: 'level', name: '缴费档次', group: '参保', required: true, choices },
    ]);
  });

  test.each(choices)('takes %s', (value) => {
    const form = typeOver(withChoices(level), 'level', value, typedAt);
    expect(field(form, 'level')).toMatchObject({ current: typed(value), choices });
  });

  test('can be emptied, and then is missing', () => {
    const chosen = typeOver(withChoices(level), 'level', '60%', typedAt);
    const emptied = typeOver(chosen, 'level', '', typedAt);
    expect(openPoints(emptied, '2026-11-24')).toMatchObject([{ why: 'missing' }]);
  });

  test.each(['80%', '60', ' 60%', '六成'])('refuses %j', (value) => {
    expect(typeInto(withChoices(level), 'level', value, typedAt)).toEqual(
      fail('form.not-a-choice', { field: '缴费档次' }),
    );
  });

  test('takes back what a source had said, though it is none of them', () => {
    const form = withChoices(address);
    const changed = typeOver(form, 'registered-address', '60%', typedAt);
    expect(field(changed, 'registered-address').original).toEqual(fromHousehold);
    expect(typeOver(changed, 'registered-address', fromHousehold.value, typedAt)).toEqual(form);
  });

  test('does not bind the others', () => {
    const form = fillForm(
      { ...elderlyCardItem, form: [{ ...level, choices }, ...others] },
      'local',
      sources,
    );
    expect(field(typeOver(form, 'contact', '王五', typedAt), 'contact')).toMatchObject({
      current: typed('王五'),
    });
  });
});

describe('a form without its licences', () => {
  const isLicences = ({ provenance }: SourcedValue) => provenance.kind === 'licence';
  const [, address] = elderlyCardItem.form;
  if (address === undefined) throw new Error('the fixture has no address');
  const licence: FieldSource = { kind: 'licence', typeCode: 'hkb', field: 'HJDZ' };
  const formOf = (...fieldSources: readonly FieldSource[]) =>
    fillForm(
      { ...elderlyCardItem, form: [{ ...address, sources: fieldSources }] },
      'local',
      sources,
    );
  const cleared = (form: Form) => field(withoutSources(form, isLicences), address.key);
  const otherwise: FieldSource = { kind: 'card', field: 'address' };

  test('keeps a field that nothing came to from one as it is', () => {
    const form = formOf(otherwise);
    expect(withoutSources(form, isLicences)).toEqual(form);
  });

  test('empties what only one had said', () => {
    expect(cleared(formOf(licence))).not.toHaveProperty('current');
  });

  test('takes what another source had said against it', () => {
    const form = formOf(licence, otherwise);
    expect(field(form, address.key).conflict).toBeDefined();
    const left = cleared(form);
    expect(left.current).toEqual(fromCard('address'));
    expect(left).not.toHaveProperty('conflict');
  });

  test('keeps what was typed over it, and not what it was typed over', () => {
    const left = cleared(typeOver(formOf(licence), address.key, '石湾路1号', typedAt));
    expect(left.current).toEqual(typed('石湾路1号'));
    expect(left).not.toHaveProperty('original');
  });
});
