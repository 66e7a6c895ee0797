import { expect, test } from 'vitest';
import { isCalendarDate, isIdNumber } from '../../src/domain/id-number.ts';
import { isUnifiedCode } from '../../src/domain/unified-code.ts';
import { readSeededFolders } from '../testing/seeded-folders.ts';
import { enterprises, type SeedEnterprise } from './enterprises.ts';
import { residentCards } from './families.ts';

const all: readonly SeedEnterprise[] = Object.values(enterprises);
const count = (fits: (enterprise: SeedEnterprise) => boolean) => all.filter(fits).length;
const hasChanged = (what: string) => (enterprise: SeedEnterprise) =>
  enterprise.changes.some((change) => change.what === what);

/** Characters 9 to 17 of a USCC are an organisation code of GB 11714, with a check digit of its own. */
function organisationCodeAgrees(uscc: string): boolean {
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce(
    (total, weight, at) => total + weight * digits.indexOf(uscc.charAt(8 + at)),
    0,
  );
  return '0X987654321'.charAt(sum % 11) === uscc.charAt(16);
}

test('25 legal persons: 5 with a changed representative, 3 revoked, of every kind', () => {
  expect(all).toHaveLength(25);
  expect(count(hasChanged('representative'))).toBe(5);
  expect(count(({ status }) => status === 'revoked')).toBe(3);
  expect(count(({ kind }) => kind === 'individual-business')).toBeGreaterThanOrEqual(4);
  expect(count(({ kind }) => kind === 'public-institution')).toBeGreaterThanOrEqual(3);
  expect(count(({ unitCode }) => unitCode !== undefined)).toBeGreaterThanOrEqual(3);
});

test.each(Object.entries(enterprises))('the code of %s could exist, but nowhere', (_key, its) => {
  expect(isUnifiedCode(its.uscc)).toBe(true);
  expect(organisationCodeAgrees(its.uscc)).toBe(true);
  const start = { enterprise: '91', 'individual-business': '92', 'public-institution': '12' };
  expect(its.uscc.slice(0, 8)).toBe(`${start[its.kind]}440699`);
  expect('unitCode' in its).toBe(its.kind === 'public-institution');
});

test('no two have the same code, unit code or name', () => {
  for (const key of ['uscc', 'name'] as const) {
    expect(new Set(all.map((enterprise) => enterprise[key])).size).toBe(25);
  }
  const unitCodes = all.flatMap(({ unitCode }) => unitCode ?? []);
  expect(new Set(unitCodes).size).toBe(unitCodes.length);
});

test('whoever represents one, or did, is a resident with a number that could exist', () => {
  const numbers = residentCards.map(({ idNumber }) => idNumber);
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(numbers.filter((number) => !isIdNumber(number))).toEqual([]);
  expect(numbers.filter((number) => !number.startsWith('440699'))).toEqual([]);
  const representatives = all.flatMap(({ representative, changes }) => [
    representative,
    ...changes.flatMap((change) =>
      change.what === 'representative' ? [change.from, change.to] : [],
    ),
  ]);
  const known = new Set(residentCards.map(({ idNumber, name }) => `${idNumber} ${name}`));
  expect(representatives.filter(({ idNumber, name }) => !known.has(`${idNumber} ${name}`))).toEqual(
    [],
  );
});

test('a history goes without a gap, day after day, to what holds now', () => {
  for (const { changes, ...now } of all) {
    const days = changes.map(({ day }) => day);
    expect(days.filter((day) => !isCalendarDate(day))).toEqual([]);
    expect(days).toEqual([...days].sort());
    for (const what of ['name', 'address', 'status', 'representative'] as const) {
      const its = changes.filter((change) => change.what === what);
      const follows = [...its.slice(1).map(({ from }) => from), now[what]];
      if (its.length > 0) expect(its.map(({ to }) => to)).toEqual(follows);
    }
  }
});

test('two folders are seeded alike, and again nothing changes', async () => {
  const contents = await readSeededFolders(async (db) => [
    await db.selectFrom('enterprises').selectAll().execute(),
    await db.selectFrom('enterprise_changes').selectAll().execute(),
  ]);
  expect(new Set(contents).size).toBe(1);
  expect(contents[0]).toContain(enterprises.homeAppliances.uscc);
});
