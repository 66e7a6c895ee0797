import { expect, test } from 'vitest';
import { decodeTextBlock } from '../../hardware/id-card-reader/layouts/layout.ts';
import { resident } from '../../hardware/id-card-reader/layouts/resident.ts';
import { cardTextBlock } from '../../hardware/simulators/card-reader/card-frames.ts';
import { ageOn } from '../../src/domain/age.ts';
import { birthDateOf, isIdNumber } from '../../src/domain/id-number.ts';
import { everybody, type Resident, residentCards, withoutResidentCard } from './families.ts';
import { licenceTypes } from './licence-types.ts';
import { licencesOn } from './licences.ts';
import { couples, guardianships, households } from './relations.ts';

const day = '2026-11-24';
const count = (fits: (resident: Resident) => boolean) => everybody.filter(fits).length;
const isAged = (from: number, below: number) => (resident: Resident) => {
  const age = ageOn(resident.birthDate, day);
  return age >= from && age < below;
};
const numbersOf = (residents: readonly Pick<Resident, 'idNumber'>[]) =>
  residents.map(({ idNumber }) => idNumber).sort();
const entryOf = ({ idNumber }: Pick<Resident, 'idNumber'>) => {
  const found = everybody.find((resident) => resident.idNumber === idNumber);
  if (found === undefined) throw new Error(`nobody has the number ${idNumber}`);
  return found;
};

test('forty natural persons: 10 elderly, 6 minors, 4 disabled, 2 not of the mainland, 3 couples', () => {
  expect(everybody).toHaveLength(40);
  expect(count(isAged(60, 150))).toBe(10);
  expect(count(isAged(80, 150))).toBeGreaterThanOrEqual(2);
  expect(count(isAged(0, 18))).toBe(6);
  expect(count(isAged(0, 1))).toBe(1);
  expect(count(({ ethnicity }) => ethnicity === undefined)).toBe(2);
  expect(Object.keys(couples)).toHaveLength(3);
  const disabled = licencesOn(day).flatMap(({ record }) =>
    record.license_item_code === licenceTypes.disabilityCertificate
      ? [record.holder_identity_num]
      : [],
  );
  expect(new Set(disabled).size).toBe(4);
});

test('names are long, of two characters, of Latin letters, and beyond the BMP', () => {
  const names = everybody.map(({ name }) => name);
  expect(names.filter((name) => [...name].length >= 15)).toHaveLength(2);
  expect(names.filter((name) => [...name].length === 2)).toEqual(['麦𬱖', '梁苒']);
  expect(names.filter((name) => /[\u{20000}-\u{3ffff}]/u.test(name))).toEqual(['梁𠮷㙍䶮', '麦𬱖']);
});

test.each(everybody)('the number of $name could exist, but nowhere', (resident) => {
  const { idNumber, sex, birthDate } = resident;
  expect(isIdNumber(idNumber)).toBe(true);
  expect(['440699', '810699', '944999']).toContain(idNumber.slice(0, 6));
  expect(birthDateOf(idNumber)).toBe(birthDate);
  expect(Number(idNumber.charAt(16)) % 2).toBe(sex === '1' ? 1 : 0);
});

test('no two have the same number or name', () => {
  expect(new Set(everybody.map(({ idNumber }) => idNumber)).size).toBe(40);
  expect(new Set(everybody.map(({ name }) => name)).size).toBe(40);
});

test.each(residentCards)('a reader can read the card of $name', (card) => {
  const written = cardTextBlock(card);
  expect(written.ok && decodeTextBlock(resident, written.value)).toEqual({
    ok: true,
    value: { card, warnings: [] },
  });
});

test('every minor has a guardian of age, and nobody else has one', () => {
  const all = Object.values(guardianships);
  expect(numbersOf(all.map(({ child }) => child))).toEqual(
    numbersOf(everybody.filter(isAged(0, 18))),
  );
  for (const { child, guardians } of all) {
    for (const guardian of guardians) {
      expect(ageOn(entryOf(guardian).birthDate, day)).toBeGreaterThanOrEqual(18);
      expect(entryOf(guardian).address).toBe(entryOf(child).address);
    }
  }
});

test("a couple's children, the newborn among them, have both as guardians", () => {
  const { huoZixuan, huoYutong, liangRan } = guardianships;
  expect(liangRan.child).toBe(withoutResidentCard.liangRan);
  for (const [{ husband, wife }, { guardians }] of [
    [couples.huoAndZhong, huoZixuan],
    [couples.huoAndZhong, huoYutong],
    [couples.liangAndHe, liangRan],
  ] as const) {
    expect(guardians).toEqual([husband, wife]);
  }
});

test('a couple is a husband and a wife of age who live together', () => {
  for (const { husband, wife, marriedOn } of Object.values(couples)) {
    expect([entryOf(husband).sex, entryOf(wife).sex]).toEqual(['1', '2']);
    expect(ageOn(entryOf(husband).birthDate, marriedOn)).toBeGreaterThanOrEqual(22);
    expect(ageOn(entryOf(wife).birthDate, marriedOn)).toBeGreaterThanOrEqual(20);
    expect(entryOf(husband).address).toBe(entryOf(wife).address);
  }
});

test('the members of a household live where its register says, each in one household', () => {
  const all = Object.values(households);
  const members = all.flatMap(({ members }) => members.map(([person]) => person));
  expect(new Set(numbersOf(members)).size).toBe(members.length);
  for (const { address, members } of all) {
    for (const [person] of members) expect(entryOf(person).address).toBe(address);
    expect(members.filter(([, relation]) => relation === '户主')).toEqual([members[0]]);
  }
  expect(households.huo.members).toHaveLength(4);
});
