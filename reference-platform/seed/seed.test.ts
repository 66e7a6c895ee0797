import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decodeTextBlock } from '../../hardware/id-card-reader/layouts/layout.ts';
import { resident } from '../../hardware/id-card-reader/layouts/resident.ts';
import { cardTextBlock } from '../../hardware/simulators/card-reader/card-frames.ts';
import { ageOn } from '../../src/domain/age.ts';
import { birthDateOf, isIdNumber } from '../../src/domain/id-number.ts';
import { openDatabase, readPlatformId } from '../database/open-database.ts';
import { clerks, secondClerk } from './accounts.ts';
import { licencesOn } from './licences.ts';
import { people } from './people.ts';
import { seedDatabase } from './seed-database.ts';

const day = '2026-11-24';

test.each(Object.entries(people))('the card of %s is one that could exist', (_key, { card }) => {
  expect(isIdNumber(card.idNumber)).toBe(true);
  expect(card.idNumber.slice(0, 6)).toBe('440699');
  expect(card.birthDate).toBe(birthDateOf(card.idNumber));
  // The seventeenth digit of the number says the sex: odd for men.
  expect(Number(card.idNumber.charAt(16)) % 2).toBe(card.sex === '1' ? 1 : 0);
  const written = cardTextBlock(card);
  expect(written.ok && decodeTextBlock(resident, written.value)).toEqual({
    ok: true,
    value: { card, warnings: [] },
  });
});

test('twelve people come, no two with the same number, one with the longest name a card holds', () => {
  const cards = Object.values(people).map(({ card }) => card);
  expect(new Set(cards.map(({ idNumber }) => idNumber)).size).toBe(12);
  expect(Math.max(...cards.map(({ name }) => name.length))).toBe(15);
});

test.each(['2026-11-24', '2036-11-24'])('on %s only the one who is too young is', (day) => {
  const young = Object.entries(people).filter(([, { card, item, variant }]) => {
    const chosen = item.variants.find(({ code }) => code === variant);
    expect(chosen).toBeDefined();
    return ageOn(card.birthDate, day) < (chosen?.minimumAge ?? 0);
  });
  expect(young.map(([key]) => key)).toEqual(['tooYoung']);
});

test('clerks have numbers that the licence library takes', () => {
  const all = [...Object.values(clerks), secondClerk];
  expect(all.filter(({ idNumber }) => !isIdNumber(idNumber))).toEqual([]);
});

test('licences have codes of the real form, and dates of both', () => {
  const records = licencesOn(day).map(({ record }) => record);
  const codes = records.map(({ license_code }) => license_code);
  expect(codes.filter((code) => !/^[0-9A-Z]{18}$/.test(code))).toEqual([]);
  expect(new Set(codes).size).toBe(codes.length);
  const lengths = new Set(records.map(({ begin_date }) => begin_date?.length));
  expect(lengths).toEqual(new Set(['2013-05-06'.length, '2021-03-18 00:00:00'.length]));
});

test('a successor that a licence names is there', () => {
  const records = licencesOn(day).map(({ record }) => record);
  const codes = new Set(records.map(({ license_code }) => license_code));
  const named = records.flatMap(({ correlative_license }) => correlative_license ?? []);
  expect(named).not.toEqual([]);
  expect(named.filter((code) => !codes.has(code))).toEqual([]);
});

test('the same day gives the same licences to the byte; another day moves only the one near expiry', () => {
  const onDay = licencesOn(day).map((licence) => JSON.stringify(licence));
  expect(licencesOn(day).map((licence) => JSON.stringify(licence))).toEqual(onDay);
  const later = licencesOn('2030-02-28');
  expect(later.filter((licence) => !onDay.includes(JSON.stringify(licence)))).toMatchObject([
    { record: { expiry_date: '2030-03-20' }, fields: { YXQJSRQ: '2030-03-20' } },
  ]);
});

test('seeding again, also on another day, or opening the folder again, changes nothing', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'reference-platform-seed-'));
  const first = await openDatabase(dataDir);
  await seedDatabase(first, day);
  const content = async (db: typeof first) => ({
    platform: await readPlatformId(db),
    clerks: await db.selectFrom('clerks').selectAll().execute(),
    items: await db.selectFrom('service_items').selectAll().execute(),
    licences: await db.selectFrom('licences').selectAll().execute(),
    holders: await db.selectFrom('licence_holders').selectAll().execute(),
  });
  const before = await content(first);
  await seedDatabase(first, '2027-01-01');
  await first.destroy();

  const second = await openDatabase(dataDir);
  await seedDatabase(second, '2027-01-02');
  expect(await content(second)).toEqual(before);
  await second.destroy();
  await rm(dataDir, { recursive: true });
});
