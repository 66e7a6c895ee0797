import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectForClerk } from '../../main/case-desk/clerk-window/clerk-projection.ts';
import { createLicenceLibrary } from '../../main/platform-client/licence-library.ts';
import { clerkCaseSchema } from '../../src/contracts/clerk-ipc.ts';
import { platformPaths, serviceItemsAnswerSchema } from '../../src/contracts/platform-api.ts';
import type { Applicant } from '../../src/domain/applicant.ts';
import type { Case } from '../../src/domain/case.ts';
import { cardOf, cardRead } from '../../src/domain/elderly-card-item.fixture.ts';
import { fillForm, typeOver } from '../../src/domain/form.ts';
import { idNumberCheckCharacter } from '../../src/domain/id-number.ts';
import { isListed } from '../../src/domain/licence.ts';
import { openPoints } from '../../src/domain/open-points.ts';
import type { ServiceItem } from '../../src/domain/service-item.ts';
import { settleInCase } from '../../src/domain/settle-in-case.ts';
import { decideWaiverList, licencesToAskFor } from '../../src/domain/waiver-list.ts';
import { fail } from '../../src/failures/failure.ts';
import { hallDay } from '../../src/support/clock.ts';
import { openDatabase } from '../database/open-database.ts';
import { insertWorld, type KeptLicence } from '../seed/insert-world.ts';
import { serviceItems } from '../seed/service-items.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../testing/platform-under-test.ts';

// An item, a licence type and a form that no code of ours names: everything below is data.
const qualification = '100001101MB9X00031440699';
const at = '2026-11-24T01:00:00.000Z';
const first17 = '44069919840716001';
const driver = { name: '区伟文', idNumber: first17 + idNumberCheckCharacter(first17) };

const qualificationItem: ServiceItem = {
  code: '11440699MB9X0006644000118037000',
  name: '道路运输从业资格证遗失补证',
  department: '佛山市交通运输局',
  subjects: ['person'],
  variants: [
    { code: 'freight', name: '货运' },
    { code: 'passengers', name: '客运', minimumAge: 22 },
  ],
  question: {
    text: '遗失的是哪一类从业资格证？',
    answers: [
      { text: '货运', variant: 'freight' },
      { text: '客运', variant: 'passengers' },
    ],
  },
  materials: [
    { code: 'identity-card', name: '居民身份证', coveredBy: ['identity-card'] },
    { code: 'qualification', name: '道路运输从业资格证', replacedBy: qualification },
    { code: 'integrity', name: '诚信考核', coveredBy: ['department'] },
    { code: 'health', name: '体检表', variants: ['passengers'] },
    {
      code: 'loss-notice',
      name: '遗失声明',
      orOnPaper: ['报刊声明原件'],
      isDeferrable: true,
      deferralDays: 3,
      pledge: '本人的从业资格证确已遗失，找到后交回；如有不实，愿意承担责任。',
      isCheckable: true,
    },
    { code: 'application', name: '补证申请表', isFromForm: true },
  ],
  licences: [
    {
      typeCode: qualification,
      holder: 'applicant',
      basis: 'consent',
      isSensitive: false,
      name: '道路运输从业资格证',
      fields: [
        { key: 'ZZHM', name: '从业资格证号' },
        { key: 'CYZGLB', name: '从业资格类别' },
      ],
      purpose: '把证号和类别填到补证表上，您就不用自己抄写了。',
      minimumTrust: 'B',
      verdicts: { 'near-expiry': 'warn', expired: 'accept', several: 'warn' },
      nearExpiryDays: 45,
    },
  ],
  form: [
    {
      key: 'name',
      name: '姓名',
      group: '申请人',
      required: true,
      sources: [{ kind: 'card', field: 'name' }],
    },
    {
      key: 'number',
      name: '从业资格证号',
      group: '资格',
      required: true,
      sources: [{ kind: 'licence', typeCode: qualification, field: 'ZZHM' }],
    },
    {
      key: 'category',
      name: '从业资格类别',
      group: '资格',
      required: true,
      sources: [{ kind: 'licence', typeCode: qualification, field: 'CYZGLB' }],
    },
    {
      key: 'reason',
      name: '补证原因',
      group: '资格',
      required: true,
      sources: [],
      choices: ['遗失', '损毁'],
    },
  ],
  terms: {
    statutoryDays: 20,
    promisedDays: 1,
    fee: 0,
    isImmediate: false,
    resultName: '道路运输从业资格证',
  },
  evaluationCode: '11440699MB9X000664400011803700001',
};

function qualificationOf(licenseCode: string, change: Partial<KeptLicence['record']>): KeptLicence {
  return {
    record: {
      license_code: licenseCode,
      license_item_code: qualification,
      name: '道路运输从业资格证',
      license_type: 'CERTIFICATE',
      license_status: 'ISSUED',
      holder_name: driver.name,
      holder_identity_type: '10',
      holder_identity_num: driver.idNumber,
      issue_org_name: '佛山市样例区交通运输局',
      issue_org_code: '11440699MB9X000664',
      issue_date: '2020-12-15',
      begin_date: '2020-12-15',
      expiry_date: '2026-12-14',
      trust_level: 'A',
      correlative_license: null,
      ...change,
    },
    fields: { ZZHM: licenseCode, CYZGLB: '经营性道路货物运输驾驶员', CXKH: 'AAA' },
  };
}

const applicant: Applicant = {
  subjectType: 'person',
  name: driver.name,
  number: driver.idNumber,
  proof: { by: 'identity-card', at, samId: '05.03-20140101-0001234567-1234567890' },
  card: {
    kind: 'resident',
    sex: '1',
    ethnicity: '01',
    birthDate: '1984-07-16',
    address: '广东省佛山市样例区石肯村大街5号',
    authority: '佛山市公安局样例分局',
    validFrom: '2019-01-02',
    validTo: '2039-01-02',
  },
};

let bench: PlatformUnderTest;
beforeAll(async () => {
  bench = await startPlatformUnderTest({ clock: new StoppedClock() });
  const db = await openDatabase(bench.dataDir);
  await insertWorld(db, {
    items: [qualificationItem],
    people: [driver],
    licences: [
      qualificationOf('4406992020CYZ00001', {}),
      qualificationOf('4406992014CYZ00002', {
        license_status: 'ABOLISHED',
        correlative_license: '4406992020CYZ00001',
      }),
    ],
  });
  await db.destroy();
});
afterAll(() => bench.stop());

test('a seventeenth item is data only, from the platform to the filled form', async () => {
  const opened = await bench.logIn();
  const answer = await bench.call('GET', platformPaths.serviceItems, undefined, opened.token);
  const { items } = serviceItemsAnswerSchema.parse(answer.body);
  expect(items).toHaveLength(serviceItems.length + 1);
  const item = items.find(({ code }) => code === qualificationItem.code);
  if (item === undefined) throw new Error('the platform does not offer the seventeenth item');
  expect(item).toEqual(qualificationItem);

  const matched = await bench.call('POST', platformPaths.matchPerson, driver, opened.token);
  expect(matched.body).toEqual({ match: 'matched' });

  const library = createLicenceLibrary({
    fetch: (address, init) => fetch(address, init),
    session: () => ({ origin: bench.url, granted: opened }),
    randomBytes,
  });
  const question = { item, ...driver, caseId: '019ab000-0000-7000-8000-000000000001' };
  const listed = await library.list(question);
  if (!listed.ok) throw new Error(listed.problem.code);
  expect(listed.value).toHaveLength(2);

  const variant = 'freight';
  const list = decideWaiverList({
    item,
    variant,
    subjectType: 'person',
    birthDate: '1984-07-16',
    sources: cardRead,
    licences: listed.value,
    handedInOtherwise: [],
    settled: [],
    today: '2026-11-24',
  });
  expect(list.lines.map(({ material, reason, notes }) => [material.name, reason, notes])).toEqual([
    ['居民身份证', 'identity-card-read', undefined],
    ['道路运输从业资格证', 'licence-valid', ['successor-used', 'near-expiry']],
    ['诚信考核', 'department-looks-up', undefined],
    ['体检表', 'not-in-this-variant', undefined],
    ['遗失声明', 'no-replacement-registered', undefined],
    ['补证申请表', 'made-from-form', undefined],
  ]);

  const subject: Case = {
    id: question.caseId,
    stage: 'reviewing',
    stageSince: at,
    openedAt: at,
    clerk: 'zhanggong',
    item,
    variant,
    applicant,
    licences: listed.value,
    waiverList: list,
    consents: [],
    handedInOtherwise: [],
  };
  const shown = clerkCaseSchema.parse(projectForClerk(subject, undefined));
  expect(shown.waiverList?.lines.at(4)).toEqual({
    material: { code: 'loss-notice', name: '遗失声明' },
    status: 'needed-on-paper',
    reason: 'no-replacement-registered',
    papers: ['报刊声明原件'],
    offers: [
      { way: 'check', hours: 24 },
      {
        way: 'pledge',
        sentence: '本人的从业资格证确已遗失，找到后交回；如有不实，愿意承担责任。',
      },
      { way: 'deferral', workingDays: 3 },
    ],
  });
  const settled = settleInCase(subject, { material: 'loss-notice', way: 'deferral' }, at);
  const settledList = projectForClerk({ ...subject, ...settled }, undefined).waiverList;
  expect(settledList?.lines.at(4)?.settled).toEqual({
    way: 'deferral',
    settledAt: at,
    dueOn: '2026-11-27',
  });

  const [toAskFor] = licencesToAskFor(list).filter(isListed);
  const licence = listed.value.find(({ licenceCode }) => licenceCode === toAskFor?.licenceCode);
  if (licence === undefined) throw new Error('there is nothing to ask for');
  const values = await library.fetch(question, licence);
  if (!values.ok) throw new Error(values.problem.code);
  // CXKH is in the library and not registered by the item.
  expect(Object.keys(values.value.fields)).toEqual(['ZZHM', 'CYZGLB']);

  const form = fillForm(item, variant, {
    identified: { applicant: { card: cardOf(applicant) } },
    licences: [values.value],
    fetchedAt: at,
  });
  expect(form.map(({ key, current }) => [key, current?.value])).toEqual([
    ['name', driver.name],
    ['number', '4406992020CYZ00001'],
    ['category', '经营性道路货物运输驾驶员'],
    ['reason', undefined],
  ]);
  expect(typeOver(form, 'reason', '期满', at)).toEqual(
    fail('form.not-a-choice', { field: '补证原因' }),
  );
  const typed = typeOver(form, 'reason', '遗失', at);
  expect(typed.ok && openPoints(typed.value, hallDay(at))).toEqual([]);
});
