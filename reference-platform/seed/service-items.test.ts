import { expect, test } from 'vitest';
import {
  type FormFieldDefinition,
  type LicenceHolder,
  type Material,
  narrowToVariant,
  type RequiredLicence,
  type VariantQuestion,
} from '../../src/domain/service-item.ts';
import { isUnifiedCode } from '../../src/domain/unified-code.ts';
import { readSeededFolders } from '../testing/seeded-folders.ts';
import { itemOf } from './items/departments.ts';
import { licenceNeed } from './items/licence-need.ts';
import { catalogue } from './licence-types.ts';
import { serviceItems } from './service-items.ts';

test('sixteen items come, in the order of their codes', () => {
  expect(serviceItems.map(({ name }) => name)).toEqual([
    '老年人优待证申领',
    '灵活就业人员参保登记',
    '机动车驾驶证期满换证',
    '道路运输从业资格证换证、延续',
    '食品经营许可（新办）',
    '个体工商户登记（设立、变更、注销）',
    '内资公司变更登记（住所、法定代表人）',
    '户外广告设施设置审批',
    '居住证申领、签注',
    '不动产登记资料查询（个人名下）',
    '公共场所卫生许可（新证、延续）',
    '出生一件事',
    '公租房、住房租赁补贴申请',
    '酒类零售、单用途预付卡备案',
    '社会保障卡申领、补换',
    '困难残疾人生活补贴、重度残疾人护理补贴',
  ]);
  const codes = serviceItems.map(({ code }) => code);
  expect(codes).toEqual([...new Set(codes)].sort());
});

test('items of one department, and only they, begin with its code', () => {
  const pairs = serviceItems.map(({ code, department }) => [code.slice(0, 18), department]);
  const distinct = new Set(pairs.map((pair) => pair.join(' ')));
  expect(new Set(pairs.map(([code]) => code)).size).toBe(distinct.size);
  expect(new Set(pairs.map(([, department]) => department)).size).toBe(distinct.size);
});

test.each(serviceItems)('$name has codes of the real form', ({ code, evaluationCode }) => {
  expect(code).toMatch(/^[0-9A-Z]{18}\d{13}$/);
  expect(isUnifiedCode(code.slice(0, 18))).toBe(true);
  expect(evaluationCode).toBe(`${code}01`);
});

test.each(serviceItems)('the questions of $name lead to every variant, and once', (item) => {
  const codes = item.variants.map(({ code }) => code);
  expect(leavesOf(item.question).sort()).toEqual([...codes].sort());
  expect(new Set(codes).size).toBe(codes.length);
  expect(questionsOf(item.question).filter(({ answers }) => answers.length < 2)).toEqual([]);
});

test.each(serviceItems)('whatever $name narrows, it narrows to its own variants', (item) => {
  const known = new Set(item.variants.map(({ code }) => code));
  const narrowed = [...item.materials, ...item.form].flatMap(({ variants }) =>
    variants === undefined ? [] : [variants],
  );
  expect(narrowed.filter((variants) => variants.length === 0)).toEqual([]);
  expect(narrowed.flat().filter((code) => !known.has(code))).toEqual([]);
});

test.each(serviceItems)('only what may be deferred in $name has days for it', ({ materials }) => {
  const pointless = materials.filter(
    ({ deferralDays, isDeferrable }) => deferralDays !== undefined && isDeferrable === undefined,
  );
  expect(pointless).toEqual([]);
});

test.each(serviceItems)('whoever may apply in a variant of $name may apply for it', (item) => {
  const narrowed = item.variants.flatMap(({ subjects = [] }) => subjects);
  expect(narrowed.filter((subject) => !item.subjects.includes(subject))).toEqual([]);
  const open = item.variants.flatMap(({ subjects = item.subjects }) => subjects);
  expect(new Set(open)).toEqual(new Set(item.subjects));
});

test.each(serviceItems)('$name names each material and each field once', ({ materials, form }) => {
  for (const names of [materials.map(({ code }) => code), form.map(({ key }) => key)]) {
    expect(names).toEqual([...new Set(names)]);
  }
});

test.each(serviceItems)(
  'the licences of $name are those that may replace one of its materials, each named once',
  (item) => {
    const registered = new Set(
      item.licences.map(({ typeCode, holder }) => needOf(typeCode, holder)),
    );
    expect(new Set(item.materials.flatMap(needsOf))).toEqual(registered);
    expect(registered.size).toBe(item.licences.length);
  },
);

test.each(serviceItems)(
  '$name asks for the fields that its form uses, and for no other',
  (item) => {
    const asked = item.licences.flatMap(fieldsAsked);
    expect([...asked].sort()).toEqual([...new Set(item.form.flatMap(fieldsUsed))].sort());
  },
);

test.each(serviceItems)(
  'in no variant does $name ask for a field that the form does not show',
  (item) => {
    for (const { code } of item.variants) {
      const needs = new Set(narrowToVariant(item.materials, code).flatMap(needsOf));
      const asked = item.licences
        .filter(({ typeCode, holder }) => needs.has(needOf(typeCode, holder)))
        .flatMap(fieldsAsked);
      const used = new Set(narrowToVariant(item.form, code).flatMap(fieldsUsed));
      expect([code, asked.filter((field) => !used.has(field))]).toEqual([code, []]);
    }
  },
);

test.each(serviceItems)('$name calls licences and marks them as the catalogue does', (item) => {
  const types = item.licences.map(({ typeCode }) =>
    catalogue.find(({ code }) => code === typeCode),
  );
  expect(item.licences.map(({ name, isSensitive }) => [name, isSensitive])).toEqual(
    types.map((type) => [type?.name, type?.isSensitive]),
  );
});

test('nobody looks into a licence of a person without asking', () => {
  const types = serviceItems.flatMap(({ licences }) =>
    licences.filter(({ basis }) => basis === 'duty').map(({ typeCode }) => typeCode),
  );
  const looked = catalogue.filter(({ code }) => types.includes(code));
  expect(new Set(looked.map(({ holder }) => holder))).toEqual(new Set(['organisation']));
});

test.each(serviceItems)(
  '$name promises no more than the law, and what is done at once takes no day',
  ({ terms }) => {
    expect(terms.promisedDays).toBeLessThanOrEqual(terms.statutoryDays);
    expect(terms.promisedDays === 0).toBe(terms.isImmediate);
  },
);

test('every mark, holder and source that an item may have is in use', () => {
  const materials = serviceItems.flatMap((item) => item.materials);
  const marks = new Set(materials.flatMap((material) => Object.keys(material)));
  expect([...marks].sort()).toEqual(
    [
      ...['code', 'name', 'variants', 'coveredBy', 'replacedBy', 'orReplacedBy', 'heldBy'],
      ...['orOnPaper', 'isCoveredByDelegation', 'isFromForm', 'isDeferrable', 'deferralDays'],
      ...['pledge', 'isCheckable', 'isSensitive'],
    ].sort(),
  );
  const holders = serviceItems.flatMap(({ licences }) => licences.map(({ holder }) => holder));
  expect([...new Set(holders)].sort()).toEqual([
    'agent',
    'applicant',
    'each-adult',
    'guardian',
    'representative',
  ]);
  const sources = serviceItems.flatMap(({ form }) => form.flatMap((field) => field.sources));
  expect([...new Set(sources.map(({ kind }) => kind))].sort()).toEqual([
    'account',
    'card',
    'enterprise',
    'licence',
    'person',
  ]);
});

test('a need for a field that the catalogue does not have is no need', () => {
  expect(() => licenceNeed('driversLicence', ['YHZH'], '为什么')).toThrow(
    '机动车驾驶证 has no YHZH',
  );
});

test('two folders are seeded alike, and again nothing changes', async () => {
  const contents = await readSeededFolders(async (db) =>
    db.selectFrom('service_items').selectAll().orderBy('code').execute(),
  );
  expect(new Set(contents).size).toBe(1);
  expect(contents[0]).toContain(itemOf('health', '4000123002000').code);
});

function questionsOf(question: VariantQuestion): VariantQuestion[] {
  const further = question.answers.flatMap((answer) => ('next' in answer ? [answer.next] : []));
  return [question, ...further.flatMap(questionsOf)];
}

function leavesOf(question: VariantQuestion): string[] {
  return questionsOf(question).flatMap(({ answers }) =>
    answers.flatMap((answer) => ('variant' in answer ? [answer.variant] : [])),
  );
}

function needOf(typeCode: string, holder: LicenceHolder = 'applicant'): string {
  return `${typeCode} ${holder}`;
}

/** The licences, any of which replaces a material. */
function needsOf({ replacedBy, orReplacedBy = [], heldBy }: Material): string[] {
  const types = replacedBy === undefined ? orReplacedBy : [replacedBy, ...orReplacedBy];
  return types.map((typeCode) => needOf(typeCode, heldBy));
}

function fieldsAsked({ typeCode, holder, fields }: RequiredLicence): string[] {
  return fields.map(({ key }) => `${needOf(typeCode, holder)} ${key}`);
}

function fieldsUsed({ sources }: FormFieldDefinition): string[] {
  return sources.flatMap((source) =>
    source.kind === 'licence' ? `${needOf(source.typeCode, source.heldBy)} ${source.field}` : [],
  );
}
