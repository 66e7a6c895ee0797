import { expect, test } from 'vitest';
import { cardOf, elderlyApplicant, elderlyCardItem } from './elderly-card-item.fixture.ts';
import { fillForm } from './form.ts';
import type { FormSources } from './form-sources.ts';
import type { FieldSource, FormFieldDefinition, LicenceHolder } from './service-item.ts';

const at = '2026-11-24T01:02:00.000Z';
const nothing: FormSources = { licences: [], fetchedAt: at };

/** The only field of a form that is filled from these sources. */
function filled(
  fieldSources: readonly FieldSource[],
  sources: FormSources,
  marks: Partial<FormFieldDefinition> = {},
) {
  const definition = { key: 'it', name: '它', group: '申请人', required: true, ...marks };
  const item = { ...elderlyCardItem, form: [{ ...definition, sources: fieldSources }] };
  return fillForm(item, 'local', sources)[0];
}

const identityCard = (heldBy: LicenceHolder | undefined, licenceCode: string, name: string) => ({
  typeCode: 'sfz',
  licenceCode,
  fields: { CYRMC: name },
  ...(heldBy === undefined ? {} : { heldBy }),
});

test('自然人库, 法人库, account and card each say from where, when, and since when', () => {
  const sources: FormSources = {
    ...nothing,
    identified: {
      applicant: {
        card: cardOf(elderlyApplicant),
        account: { at, values: { phone: '13800000000' } },
      },
    },
    person: { at, values: { address: { value: '库中地址', recordedOn: '2012-08-20' } } },
    enterprise: { at, values: { name: { value: '样例公司' } } },
  };
  expect(filled([{ kind: 'person', field: 'address' }], sources)?.current).toEqual({
    value: '库中地址',
    provenance: { kind: 'person', field: 'address', at, recordedOn: '2012-08-20' },
  });
  expect(filled([{ kind: 'enterprise', field: 'name' }], sources)?.current).toEqual({
    value: '样例公司',
    provenance: { kind: 'enterprise', field: 'name', at },
  });
  expect(filled([{ kind: 'account', field: 'phone' }], sources)?.current).toEqual({
    value: '13800000000',
    provenance: { kind: 'account', field: 'phone', at },
  });
  expect(filled([{ kind: 'card', field: 'name' }], sources)?.current).toEqual({
    value: elderlyApplicant.name,
    provenance: {
      kind: 'card',
      field: 'name',
      at: elderlyApplicant.proof.at,
      recordedOn: elderlyApplicant.card.validFrom,
    },
  });
});

test.each(['representative', 'agent', 'guardian', 'applicant'] as const)(
  'a licence of the %s fills what asks for that holder, and nobody else’s does',
  (holder) => {
    const own = holder === 'applicant' ? undefined : holder;
    const source: FieldSource = {
      kind: 'licence',
      typeCode: 'sfz',
      field: 'CYRMC',
      heldBy: holder,
    };
    const others = (['applicant', 'representative', 'agent', 'guardian'] as const).filter(
      (other) => other !== holder,
    );
    const licences = others.map((other) => identityCard(other, `sfz-${other}`, '别人'));
    expect(filled([source], { ...nothing, licences })).not.toHaveProperty('current');
    const all = [...licences, identityCard(own, 'sfz-own', '本人')];
    expect(filled([source], { ...nothing, licences: all })?.current).toMatchObject({
      value: '本人',
      provenance: { licenceCode: 'sfz-own' },
    });
  },
);

test('the licences of each adult fill one field together, in their order', () => {
  const source = {
    kind: 'licence',
    typeCode: 'sfz',
    field: 'CYRMC',
    heldBy: 'each-adult',
  } as const;
  const licences = [
    identityCard('each-adult', 'sfz-1', '霍俊炜'),
    identityCard('each-adult', 'sfz-2', '钟敏仪'),
  ];
  expect(filled([source], { ...nothing, licences })?.current).toMatchObject({
    value: '霍俊炜、钟敏仪',
    provenance: { licenceCode: 'sfz-1、sfz-2', heldBy: 'each-adult' },
  });
});

test.each([
  ['a library that cannot be reached is named, and the field waits', 'no-answer', ['person']],
  ['one that has nothing on record is not', { at, values: {} }, undefined],
] as const)('%s', (_what, person, unanswered) => {
  const field = filled([{ kind: 'person', field: 'address' }], { ...nothing, person });
  expect(field).not.toHaveProperty('current');
  expect(field?.unanswered).toEqual(unanswered);
});

test.each([
  ['a name in the place of a code', { kind: 'card', field: 'ethnicity' }, '壮族', '08'],
  ['a short name', { kind: 'card', field: 'ethnicity' }, '汉', '01'],
  ['a code', { kind: 'person', field: 'sex' }, '2', '2'],
  ['a name that is none', { kind: 'card', field: 'ethnicity' }, '某族', '某族'],
] as const)('%s is filled in as the form holds it', (_what, coded, said, value) => {
  const licence = { typeCode: 'sfz', licenceCode: 'sfz-1', fields: { MZ: said } };
  const sources = [coded, { kind: 'licence', typeCode: 'sfz', field: 'MZ' } as const];
  expect(filled(sources, { ...nothing, licences: [licence] })?.current?.value).toBe(value);
});

test('a day, a number and a code are filled in as their format writes them', () => {
  const licence = { typeCode: 'sfz', licenceCode: 'sfz-1', fields: { RQ: '2026年1月2日' } };
  const source = { kind: 'licence', typeCode: 'sfz', field: 'RQ' } as const;
  const sources = { ...nothing, licences: [licence] };
  expect(filled([source], sources, { format: { kind: 'date' } })?.current?.value).toBe(
    '2026-01-02',
  );
});

test.each(['representative', 'agent', 'guardian'] as const)(
  'what the %s was identified by fills what asks for that holder, and says whose it is',
  (holder) => {
    const ofHolder = { kind: 'card', field: 'name', heldBy: holder } as const;
    const applicants = { card: cardOf(elderlyApplicant) };
    const byCard = { card: { at, values: { name: '梁嘉豪' } } };
    const byCode = { account: { at, values: { name: '梁嘉豪' } } };
    const withSources = (own: typeof byCard | typeof byCode) => ({
      ...nothing,
      identified: { applicant: applicants, [holder]: own },
    });
    expect(filled([ofHolder], withSources(byCard))?.current).toEqual({
      value: '梁嘉豪',
      provenance: { kind: 'card', field: 'name', heldBy: holder, at },
    });
    expect(filled([{ ...ofHolder, kind: 'account' }], withSources(byCode))?.current).toEqual({
      value: '梁嘉豪',
      provenance: { kind: 'account', field: 'name', heldBy: holder, at },
    });
    expect(filled([ofHolder], withSources(byCode))).not.toHaveProperty('current');
  },
);

test('what the clerk has typed from a document counts as typed', () => {
  const card = { at, values: { name: 'EXAMPLE PERSON' }, isTyped: true } as const;
  const sources: FormSources = { ...nothing, identified: { applicant: { card } } };
  expect(filled([{ kind: 'card', field: 'name' }], sources)?.current).toEqual({
    value: 'EXAMPLE PERSON',
    provenance: { kind: 'typed', at },
  });
});
