import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { birthDateOf, isCalendarDate, isIdNumber } from '../../src/domain/id-number.ts';
import { ageOn } from '../../src/domain/waiver-list.ts';
import { openDatabase, readPlatformId } from '../database/open-database.ts';
import { clerks } from './accounts.ts';
import { elderCardItem } from './elder-card-item.ts';
import { licences } from './licences.ts';
import { people } from './people.ts';
import { seedDatabase } from './seed-database.ts';

test.each(Object.entries(people))('the card of %s is one that could exist', (_key, { card }) => {
  expect(isIdNumber(card.idNumber)).toBe(true);
  expect(card.idNumber.slice(0, 6)).toBe('440699');
  expect(card.birthDate).toBe(birthDateOf(card.idNumber));
  // The seventeenth digit of the number says the sex: odd for men.
  expect(Number(card.idNumber.charAt(16)) % 2).toBe(card.sex === '1' ? 1 : 0);
  expect(card.name.length).toBeLessThanOrEqual(15);
  expect(card.address.length).toBeLessThanOrEqual(35);
  expect(card.authority.length).toBeLessThanOrEqual(15);
  expect(isCalendarDate(card.validFrom)).toBe(true);
  expect(card.validTo === 'long-term' || isCalendarDate(card.validTo)).toBe(true);
});

test.each(['2026-11-24', '2036-11-24'])('on %s only the one who is too young is', (day) => {
  const young = Object.entries(people).filter(([, { card, variant }]) => {
    const chosen = elderCardItem.variants.find(({ code }) => code === variant);
    return ageOn(card.birthDate, day) < (chosen?.minimumAge ?? 0);
  });
  expect(young.map(([key]) => key)).toEqual(['tooYoung']);
});

test('clerks have numbers that the licence library takes', () => {
  expect(Object.values(clerks).filter(({ idNumber }) => !isIdNumber(idNumber))).toEqual([]);
});

test('licences have codes of the real form, and dates of both', () => {
  expect(licences.filter(({ record }) => !/^[0-9A-Z]{18}$/.test(record.license_code))).toEqual([]);
  const lengths = new Set(licences.map(({ record }) => record.begin_date.length));
  expect(lengths).toEqual(new Set(['2013-05-06'.length, '2021-03-18 00:00:00'.length]));
});

test('seeding again, or opening the folder again, changes nothing', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'reference-platform-seed-'));
  const first = await openDatabase(dataDir);
  await seedDatabase(first);
  const count = async (db: typeof first) => ({
    platform: await readPlatformId(db),
    clerks: await db.selectFrom('clerks').selectAll().execute(),
    holders: await db.selectFrom('licence_holders').selectAll().execute(),
  });
  const before = await count(first);
  await seedDatabase(first);
  await first.destroy();

  const second = await openDatabase(dataDir);
  await seedDatabase(second);
  expect(await count(second)).toEqual(before);
  await second.destroy();
  await rm(dataDir, { recursive: true });
});
