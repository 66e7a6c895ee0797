import { expect, test } from 'vitest';
import { catalogue, licenceTypes } from './licence-types.ts';
import { licencesOn } from './licences.ts';
import { serviceItems } from './service-items.ts';

test('the catalogue has eighteen types with codes of the real form', () => {
  const codes = catalogue.map(({ code }) => code);
  expect(new Set(codes)).toEqual(new Set(Object.values(licenceTypes)));
  expect(codes).toHaveLength(18);
  for (const code of codes) expect(code).toMatch(/^\d{9}[0-9A-Z]{9}\d{6}$/);
});

test.each(catalogue)('$name has the face of every licence, and no field twice', ({ fields }) => {
  const keys = fields.map(({ key }) => key);
  expect(keys).toEqual(expect.arrayContaining(['ZZMC', 'CYRMC', 'CYRSFZJHM', 'YXQJSRQ']));
  expect(new Set(keys).size).toBe(keys.length);
});

test('types that say something about a person by themselves are marked, and so are their numbers', () => {
  const sensitive = catalogue.filter(({ isSensitive }) => isSensitive).map(({ name }) => name);
  expect(sensitive).toEqual(['残疾人证', '社会保障卡', '最低生活保障证']);
  for (const { name, fields } of catalogue) {
    const numbers = fields.filter((field) =>
      /身份证号|公民身份号码|持有人证件号码/.test(field.name),
    );
    expect([name, numbers.every(({ isSensitive }) => isSensitive)]).toEqual([name, true]);
  }
});

test('every licence of the seed, and every item, uses only fields of the catalogue', () => {
  const known = new Map(
    catalogue.map(({ code, fields }) => [code, new Set(fields.map(({ key }) => key))]),
  );
  const used = [
    ...licencesOn('2026-11-24').map(({ record, fields }) => ({
      type: record.license_item_code,
      keys: Object.keys(fields),
    })),
    ...serviceItems.flatMap(({ licences }) =>
      licences.map(({ typeCode, fields }) => ({
        type: typeCode,
        keys: fields.map(({ key }) => key),
      })),
    ),
  ];
  const unknown = used.flatMap(({ type, keys }) =>
    keys.filter((key) => !known.get(type)?.has(key)).map((key) => `${type} ${key}`),
  );
  expect(unknown).toEqual([]);
});
