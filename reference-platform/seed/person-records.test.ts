import { expect, test } from 'vitest';
import { isCalendarDate } from '../../src/domain/id-number.ts';
import { readSeededFolders } from '../testing/seeded-folders.ts';
import { everybody, residentCards, withoutResidentCard } from './families.ts';
import { people } from './people.ts';
import { personRecords, staleAddresses } from './person-records.ts';

test('the library agrees with what everybody has but on the address of two who have moved', () => {
  expect(personRecords).toHaveLength(everybody.length);
  const differing = personRecords.flatMap(({ idNumber, values }) => {
    const own = everybody.find((resident) => resident.idNumber === idNumber);
    expect(values.sex?.value).toBe(own?.sex);
    expect(values.ethnicity?.value).toBe(own?.ethnicity);
    expect(values.birthDate?.value).toBe(own?.birthDate);
    return values.address?.value === own?.address ? [] : [idNumber];
  });
  expect(differing).toEqual([people.tooYoung.card.idNumber, people.misspeltName.card.idNumber]);
});

test('of somebody who is not of the mainland no ethnicity is recorded', () => {
  const { hoWingYan, alexandrova } = withoutResidentCard;
  const without = personRecords.filter(({ values }) => values.ethnicity === undefined);
  expect(without.map(({ idNumber }) => idNumber)).toEqual([
    hoWingYan.idNumber,
    alexandrova.idNumber,
  ]);
});

test('a stale address was recorded before the card was made out', () => {
  expect(staleAddresses.size).toBe(2);
  for (const [idNumber, { recordedOn }] of staleAddresses) {
    const card = residentCards.find((own) => own.idNumber === idNumber);
    expect(recordedOn < (card?.validFrom ?? '')).toBe(true);
  }
});

test('a history ends with what holds now, and is of names and of addresses', () => {
  const kinds = new Set<string>();
  for (const { idNumber, values, changes } of personRecords) {
    const now = {
      name: everybody.find((own) => own.idNumber === idNumber)?.name,
      address: values.address?.value,
    };
    const days = changes.map(({ day }) => day);
    expect(days).toEqual([...days].sort());
    expect(days.filter((day) => !isCalendarDate(day))).toEqual([]);
    for (const what of ['name', 'address'] as const) {
      const its = changes.filter((change) => change.what === what);
      if (its.length === 0) continue;
      kinds.add(what);
      const follows = [...its.slice(1).map(({ from }) => from), now[what]];
      expect(its.map(({ to }) => to)).toEqual(follows);
    }
  }
  expect(kinds).toEqual(new Set(['name', 'address']));
});

test('two folders are seeded alike, and again nothing changes', async () => {
  const contents = await readSeededFolders(async (db) => [
    await db.selectFrom('persons').selectAll().execute(),
    await db.selectFrom('person_values').selectAll().execute(),
    await db.selectFrom('person_changes').selectAll().execute(),
  ]);
  expect(new Set(contents).size).toBe(1);
  expect(contents[0]).toContain('向小艳');
});
