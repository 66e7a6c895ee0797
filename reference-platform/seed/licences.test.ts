import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createLicenceLibrary,
  type LicenceLibrary,
} from '../../main/platform-client/licence-library.ts';
import type { OfferedLicence } from '../../src/domain/licence.ts';
import { chooseLicence } from '../../src/domain/licence-health.ts';
import type { ServiceItem } from '../../src/domain/service-item.ts';
import { isUnifiedCode } from '../../src/domain/unified-code.ts';
import { openDatabase } from '../database/open-database.ts';
import { offeredTo } from '../testing/offered-to.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../testing/platform-under-test.ts';
import { readSeededFolders } from '../testing/seeded-folders.ts';
import { applicants } from './applicants.ts';
import { badLicences } from './bad-licences.ts';
import { elderCardItem } from './elder-card-item.ts';
import { enterprises } from './enterprises.ts';
import { everybody } from './families.ts';
import { insertWorld } from './insert-world.ts';
import { issuers } from './issuers.ts';
import { type LicenceTypeKey, licenceNeed } from './items/licence-need.ts';
import { licenceTypes } from './licence-types.ts';
import { licencesOn } from './licences.ts';
import type { Holder } from './make-licence.ts';
import { people } from './people.ts';
import { couples, guardianships, households } from './relations.ts';
import { serviceItems } from './service-items.ts';

const today = '2026-11-24';
const licences = licencesOn(today);
const typeKeys = Object.keys(licenceTypes) as LicenceTypeKey[];
const subjects: readonly Holder[] = [
  ...everybody,
  ...Object.values(enterprises).map(({ uscc, name }) => ({ idNumber: uscc, name })),
];

/** An item that needs every type there is, so that all that somebody has is offered. */
const everything: ServiceItem = {
  ...elderCardItem,
  code: '11440699MB9X00015U4000811045999',
  licences: typeKeys.map((key) => licenceNeed(key, [], '核对')),
};

let bench: PlatformUnderTest;
let library: LicenceLibrary;
/** What the library offers of each subject, by number. */
const offers = new Map<string, readonly OfferedLicence[]>();
beforeAll(async () => {
  bench = await startPlatformUnderTest({ clock: new StoppedClock() });
  const db = await openDatabase(bench.dataDir);
  // The people and licences are there already.
  await insertWorld(db, { items: [everything], people: everybody, licences });
  await db.destroy();
  const opened = await bench.logIn();
  library = createLicenceLibrary({
    fetch: (address, init) => fetch(address, init),
    session: () => ({ origin: bench.url, granted: opened }),
    randomBytes,
  });
  for (const subject of subjects) {
    const listed = await library.list({ item: everything, ...subject, caseId: 'case-1' });
    if (!listed.ok) throw new Error(listed.problem.code);
    offers.set(subject.idNumber, listed.value);
  }
});
afterAll(() => bench.stop());

const offered = ({ idNumber }: Pick<Holder, 'idNumber'>) => offers.get(idNumber) ?? [];
const sorted = (codes: readonly string[]) => [...codes].sort();
const judge = (several: readonly OfferedLicence[], day = today) =>
  chooseLicence(
    several,
    everything.licences.find(({ typeCode }) => typeCode === several[0]?.typeCode) ?? {},
    day,
  );
/** The codes of the offered licences that are found so, each once. */
const codesWhere = (fits: (licence: OfferedLicence, offer: readonly OfferedLicence[]) => boolean) =>
  sorted([
    ...new Set(
      [...offers.values()].flatMap((offer) =>
        offer.filter((licence) => fits(licence, offer)).map(({ licenceCode }) => licenceCode),
      ),
    ),
  ]);
test('all that is in the library is reached by a number of the seed, and all eighteen types are', () => {
  expect(codesWhere(() => true)).toEqual(sorted(licences.map(({ record }) => record.license_code)));
  const types = new Set([...offers.values()].flat().map(({ typeCode }) => typeCode));
  expect(types).toEqual(new Set(Object.values(licenceTypes)));
});

test.each([
  ['expired', 'licence-expired'],
  ['abolished', 'licence-abolished'],
  ['superseded', 'licence-superseded'],
  ['holderNameDiffers', 'holder-name-differs'],
  ['lowTrust', 'trust-too-low'],
  ['withoutFile', 'licence-without-file'],
] as const)('a workstation finds exactly the licences that are told to be %s', (key, fault) => {
  expect(codesWhere((licence) => judge([licence])?.fault === fault)).toEqual(
    sorted(badLicences[key]),
  );
});

test('no licence is bad in a way of which no list tells, nor becomes so before 2036', () => {
  const told = new Set<string>(Object.values(badLicences).flat());
  const badOn = (day: string) =>
    codesWhere((licence) => judge([licence], day)?.fault !== undefined);
  expect(badOn(today).filter((code) => !told.has(code))).toEqual([]);
  // The one near expiry is of the day of the seeding.
  expect(badOn('2036-11-24')).toEqual(sorted([...badOn(today), ...badLicences.nearExpiry]));
});

test('exactly one licence is told to be near expiry, and it is', () => {
  expect(codesWhere((licence) => judge([licence])?.notes.includes('near-expiry') ?? false)).toEqual(
    badLicences.nearExpiry,
  );
});

test('exactly those who are told to have several of one type have a choice', () => {
  // 正本 and 副本 differ by name, the birth certificates of two children by their holders.
  const kindOf = ({ licenceCode }: OfferedLicence) => {
    const found = licences.find(({ record }) => record.license_code === licenceCode);
    return `${found?.record.name} ${found?.record.holder_identity_num}`;
  };
  const choices = codesWhere((licence, offer) => {
    const good = offer.filter((other) => judge([other])?.fault === undefined);
    const alike = good.filter((other) => kindOf(other) === kindOf(licence));
    return alike.length > 1 && alike.includes(licence);
  });
  expect(choices).toEqual(sorted(badLicences.severalOfOneType));
});

test('a business licence says what 法人库 says, but where the representative has changed since', () => {
  const stale: string[] = [];
  for (const { record, fields } of licences) {
    if (record.license_item_code !== licenceTypes.businessLicence) continue;
    const its = Object.values(enterprises).find(({ uscc }) => uscc === fields['TYSHXYDM']);
    expect(record.holder_identity_num).toBe(its?.uscc);
    expect(record.holder_identity_type).toBe('70');
    expect([fields['QYMC'], fields['ZS']]).toEqual([its?.name, its?.address]);
    const isStale = fields['FDDBR'] !== its?.representative.name;
    if (isStale && record.license_status === 'ISSUED') stale.push(record.license_code);
  }
  expect(sorted(stale)).toEqual(sorted(badLicences.formerRepresentative));
});

test('whoever registers as a business has 正本 and 副本, abolished if it is revoked', () => {
  for (const { uscc, kind, status } of Object.values(enterprises)) {
    const held = offered({ idNumber: uscc }).filter(
      ({ typeCode, supersededBy }) =>
        typeCode === licenceTypes.businessLicence && supersededBy === undefined,
    );
    const names = kind === 'public-institution' ? [] : ['营业执照（正本）', '营业执照（副本）'];
    expect(held.map(({ name }) => name).sort()).toEqual(names.sort());
    const expected = status === 'revoked' ? 'ABOLISHED' : 'ISSUED';
    expect(held.filter((licence) => licence.status !== expected)).toEqual([]);
  }
});

test('whoever is not among the people of the counter has a licence, and so has each of these but one', () => {
  const without = everybody.filter((resident) => offered(resident).length === 0);
  expect(without.map(({ idNumber }) => idNumber)).toEqual([people.noLicence.card.idNumber]);
});

const sharedBy = (typeCode: string, holders: readonly Pick<Holder, 'idNumber'>[]) => {
  const [first, ...others] = holders.map((holder) =>
    offered(holder)
      .filter((licence) => licence.typeCode === typeCode && licence.heldByApplicant)
      .map(({ licenceCode }) => licenceCode),
  );
  return first?.filter((code) => others.every((codes) => codes.includes(code))) ?? [];
};

test('a couple has one marriage certificate, a household one register, owners one certificate', () => {
  for (const { husband, wife } of Object.values(couples)) {
    expect(sharedBy(licenceTypes.marriageCertificate, [husband, wife])).toHaveLength(1);
  }
  for (const { members } of Object.values(households)) {
    const persons = members.map(([person]) => person);
    expect(sharedBy(licenceTypes.householdRegister, persons)).toHaveLength(1);
  }
  const { husband, wife } = couples.huoAndZhong;
  expect(sharedBy(licenceTypes.propertyCertificate, [husband, wife])).toHaveLength(1);
});

test("a child's birth certificate is the parents' too; of one child they are not known", () => {
  const withoutCertificate = Object.values(guardianships).filter(
    ({ child, guardians }) =>
      sharedBy(licenceTypes.birthCertificate, [child, ...guardians]).length !== 1,
  );
  expect(withoutCertificate).toEqual([guardianships.wuJiale]);
  const { husband, wife } = couples.liangAndHe;
  const ofNewborn = licences.find(({ fields }) => fields['XSEXM'] === '梁苒');
  expect(ofNewborn?.fields).toMatchObject({ MQXM: wife.name, FQXM: husband.name });
});

test("a disabled child's certificate names a guardian, and those of adults nobody", () => {
  const named = licences.flatMap(({ record, fields }) =>
    record.license_item_code === licenceTypes.disabilityCertificate ? [fields['JHRXM']] : [],
  );
  expect(named).toEqual([guardianships.huoYutong.guardians[0].name, '', '', '']);
});

test('each of the sixteen items has somebody to apply', () => {
  expect(serviceItems).toHaveLength(16);
  const items = Object.values(applicants).map(({ item }) => item);
  expect(new Set(items)).toEqual(new Set(serviceItems));
});

test.each(Object.entries(applicants))('for %s everything is in order', async (_key, applicant) => {
  const others = 'others' in applicant ? applicant.others : [];
  const offer = await offeredTo(library, applicant);
  const held = [applicant, ...others].flatMap(({ licences }) => licences);
  for (const key of held) {
    const ofType = offer.licences.filter(({ typeCode }) => typeCode === licenceTypes[key]);
    const chosen = judge(ofType);
    expect([key, chosen?.licence.heldByApplicant, chosen?.fault]).toEqual([key, true, undefined]);
  }
});

test('whoever issues licences has a code that could exist', () => {
  const codes = Object.values(issuers).map(({ code }) => code);
  expect(codes.filter((code) => !isUnifiedCode(code))).toEqual([]);
});

test('a reader of the README finds every bad licence there', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const bad = Object.values(badLicences).flat();
  expect(bad.filter((code) => !readme.includes(code))).toEqual([]);
});

test('on whatever day, two folders hold the same licences but for the one near expiry', async () => {
  const contents = await readSeededFolders(async (db) => [
    await db
      .selectFrom('licences')
      .selectAll()
      .where('license_code', '!=', badLicences.nearExpiry[0])
      .execute(),
    await db.selectFrom('licence_holders').selectAll().execute(),
  ]);
  expect(new Set(contents).size).toBe(1);
  expect(contents[0]).toContain(enterprises.lighting.uscc);
});
