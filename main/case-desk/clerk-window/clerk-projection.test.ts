import { expect, test } from 'vitest';
import { clerkCaseSchema, consentOutcomeSchema } from '../../../src/contracts/clerk-ipc.ts';
import type { PresentPerson, TakenCode } from '../../../src/domain/applicant.ts';
import type { Case } from '../../../src/domain/case.ts';
import {
  cardOf,
  elderlyApplicant,
  elderlyCardItem,
  elderlyQuestion,
  householdRegister,
  otherApplicant,
} from '../../../src/domain/elderly-card-item.fixture.ts';
import { fillForm, typeOver } from '../../../src/domain/form.ts';
import type { IdentificationProgress } from '../../../src/domain/identification.ts';
import type { ServiceItem } from '../../../src/domain/service-item.ts';
import { decideWaiverList, type WaiverLine } from '../../../src/domain/waiver-list.ts';
import { projectForClerk } from './clerk-projection.ts';

const at = '2026-11-24T01:00:00.000Z';
const secrets = {
  authCode: 'AUTH-CODE-7f3c9d01e5',
  pageDigest: 'd1'.repeat(32),
  askingDigest: 'd2'.repeat(32),
  attachmentDigest: 'd'.repeat(64),
  pageId: '019ab000-0000-7000-8000-00000000c0de',
  askingHolder: 'number-of-whoever-is-asked',
  askingId: '019ab000-0000-7000-8000-00000000a51d',
  samId: '05.03-20140101-0009999999-1234567890',
  leaseId: '019ab000-0000-7000-8000-000000001ea5',
  delegationId: '019ab000-0000-7000-8000-00000000de1e',
  clerk: 'account-of-the-clerk',
  handoverId: '019ab000-0000-7000-8000-00000000aa08',
  otherWindow: 'name-of-the-other-window',
  typedElsewhere: 'typed-at-the-other-window',
};
const licence = {
  ...householdRegister,
  heldBy: 'applicant',
  ofPerson: 0,
  holderNameDiffers: true,
  trustLevel: 'A',
  supersededBy: 'another-licence',
  authCode: secrets.authCode,
} as const;
const applicant = {
  ...elderlyApplicant,
  proof: { ...elderlyApplicant.proof, samId: secrets.samId },
  representative: { ...otherApplicant, proof: { ...otherApplicant.proof, samId: secrets.samId } },
};
const present: PresentPerson = {
  ...otherApplicant,
  proof: { ...otherApplicant.proof, samId: secrets.samId },
  as: 'agent',
  basis: { kind: 'delegation', delegationId: secrets.delegationId },
  acknowledgedAt: at,
};
const progress: IdentificationProgress = {
  step: 'face',
  subjectType: 'enterprise',
  enterprise: { uscc: '91440699MA9X00011', name: '样例公司', representativeMaskedName: '李*玉' },
  isHolderAbsent: true,
  holderName: '李美玉',
  isScanned: true,
};
const personKeys = ['card', 'channel', 'identifiedAt', 'name', 'nameMasked', 'number'];
const style = { language: 'zh-CN', largeType: false } as const;
const asked = {
  pageId: secrets.pageId,
  style,
  pageDigest: secrets.pageDigest,
  licenceTypes: ['hkb'],
};

const settled = {
  way: 'check',
  settledAt: at,
  dueAt: '2026-11-25T01:00:00.000Z',
} as const;

/** What a line can say beside what decides it. */
const everythingElse: Omit<WaiverLine, 'material' | 'status' | 'reason' | 'licence'> = {
  otherLicences: [licence],
  papersOf: ['陈*明'],
  awaited: [{ typeCode: 'hkb', name: '居民户口簿', heldBy: 'applicant', ofPerson: 0 }],
  notes: ['near-expiry'],
  papers: ['户口簿复印件'],
  offers: [{ way: 'check', hours: 24 }],
  settled,
};

/** A case with every property there is. */
const full: Required<Case> = {
  id: '019ab000-0000-7000-8000-000000000001',
  stage: 'filling-form',
  stageSince: at,
  openedAt: at,
  heldAt: at,
  leftAt: at,
  objections: [
    {
      licenceCode: licence.licenceCode,
      typeCode: 'hkb',
      name: '居民户口簿',
      holder: secrets.askingHolder,
    },
  ],
  visitId: '019ab000-0000-7000-8000-000000000001',
  clerk: secrets.clerk,
  isDrill: true,
  item: elderlyCardItem,
  variant: 'local',
  applicant,
  present,
  holders: [{ ...present, heldBy: 'each-adult', handedInOtherwise: ['hkb'] }],
  licences: [licence],
  waiverList: {
    lines: decideWaiverList({ ...elderlyQuestion, licences: [licence] }).lines.map((line) =>
      line.licence === undefined ? line : { ...line, ...everythingElse },
    ),
    ineligible: { reason: 'too-young', age: 59, minimumAge: 65 },
  },
  attachments: [
    {
      id: '0a'.repeat(16),
      material: 'portrait',
      digest: secrets.attachmentDigest,
      bytes: 1200,
      mediaType: 'image/jpeg',
      origin: 'camera',
      addedAt: at,
    },
  ],
  asking: {
    pageId: secrets.askingId,
    style,
    pageDigest: secrets.askingDigest,
    holder: secrets.askingHolder,
    licenceTypes: ['hkb'],
  },
  consents: [
    { ...asked, outcome: 'timed-out', endedAt: at },
    {
      ...asked,
      outcome: 'agreed',
      agreedTypes: ['hkb'],
      answeredOn: 'evaluator',
      shownAt: at,
      endedAt: at,
      input: 'touch',
    },
  ],
  offline: {
    since: at,
    isLibraryAway: true,
    received: { at, provisionalNumber: 'FSA07202611240001D', materials: ['household-register'] },
    isBack: true,
  },
  callBack: {
    since: at,
    points: [{ reason: 'licence-unusable', about: ['居民户口簿'] }],
    ending: 'given-up',
  },
  handedInOtherwise: ['jzz'],
  settledMaterials: [{ ...settled, material: 'photo' }],
  leaseId: secrets.leaseId,
  handover: {
    id: secrets.handoverId,
    window: { id: 'A08', name: secrets.otherWindow },
    stage: 'filling-form',
  },
  carried: {
    stage: 'filling-form',
    typed: [{ key: 'emergency', value: secrets.typedElsewhere, at }],
    decided: [],
  },
  caseNumber: '20261124000001',
  failure: { code: 'platform.server-error', info: { status: 500 } },
};

const filled = fillForm(elderlyCardItem, 'local', {
  identified: { applicant: { card: cardOf(applicant) } },
  licences: [{ licenceCode: licence.licenceCode, typeCode: 'hkb', fields: { HJDZ: '一号路1号' } }],
  fetchedAt: at,
});
const typed = typeOver(filled, 'registered-address', '二号路2号', at);
if (!typed.ok) throw new Error(typed.problem.code);
const form = typed.value;

const licenceKeys = [
  'heldBy',
  'heldByApplicant',
  'holderMasked',
  'holderNameDiffers',
  'issuer',
  'licenceCode',
  'name',
  'ofPerson',
  'status',
  'supersededBy',
  'trustLevel',
  'typeCode',
  'validFrom',
  'validTo',
];
const keys = (value: object | undefined) => Object.keys(value ?? {}).sort();

test('a case with everything in it leaves main with these keys and no other', () => {
  const seen = projectForClerk(full, form, progress, 2);
  expect(keys(seen)).toEqual([
    'applicant',
    'asksAlong',
    'attachments',
    'callBack',
    'caseNumber',
    'consentOn',
    'consentOutcome',
    'failure',
    'form',
    'hasLeft',
    'holders',
    'id',
    'identification',
    'item',
    'licences',
    'objections',
    'offline',
    'openedAt',
    'present',
    'stage',
    'variant',
    'waiverList',
  ]);
  expect(keys(seen.offline)).toEqual(['provisionalNumber', 'since']);
  expect(seen.callBack?.map(keys)).toEqual([['about', 'reason']]);
  expect(keys(seen.applicant)).toEqual([...personKeys, 'representative', 'subjectType']);
  expect(keys(seen.applicant?.representative)).toEqual(personKeys);
  expect(keys(seen.present)).toEqual(['as', 'basis', ...personKeys]);
  expect(seen.holders?.map(keys)).toEqual(
    seen.holders?.map(() => [
      'as',
      'channel',
      'isAway',
      'isNext',
      'name',
      'nameMasked',
      'number',
      'standing',
    ]),
  );
  expect(seen.holders?.map(({ as }) => as)).toEqual(['applicant', 'each-adult']);
  expect(keys(seen.applicant?.card)).toEqual([
    'address',
    'authority',
    'birthDate',
    'ethnicity',
    'kind',
    'sex',
    'validFrom',
    'validTo',
  ]);
  expect(keys(seen.item)).toEqual([
    'code',
    'department',
    'form',
    'licences',
    'materialCount',
    'name',
    'subjects',
    'variants',
  ]);
  expect(seen.attachments?.map(keys)).toEqual([['bytes', 'id', 'material', 'mediaType']]);
  expect(new Set(seen.item?.licences.flatMap(keys))).toEqual(new Set(['fields']));
  expect(seen.licences.map(keys)).toEqual([licenceKeys]);
  expect(keys(seen.waiverList)).toEqual(['ineligible', 'lines']);
  const lines = seen.waiverList?.lines ?? [];
  expect(new Set(lines.flatMap(keys))).toEqual(
    new Set(['material', 'status', 'reason', 'licence', ...Object.keys(everythingElse)]),
  );
  const named = lines.flatMap(({ licence, otherLicences = [] }) => [licence, ...otherLicences]);
  expect(named.flatMap((one) => (one ? [keys(one)] : []))).toEqual([licenceKeys, licenceKeys]);
  expect(new Set(seen.form?.flatMap(keys))).toEqual(
    new Set(['key', 'name', 'group', 'required', 'current', 'original']),
  );
});

test('it is what the contract says, and nothing that stays in main is in it', () => {
  const seen = projectForClerk(full, form, progress);
  expect(clerkCaseSchema.safeParse(seen).error).toBeUndefined();
  expect(JSON.stringify(full)).toSatisfy((text: string) =>
    Object.values(secrets).every((secret) => text.includes(secret)),
  );
  for (const secret of Object.values(secrets)) expect(JSON.stringify(seen)).not.toContain(secret);
});

test('a case that was put aside before items had these rules is what the contract says as well', () => {
  const {
    subjects: _subjects,
    question: _question,
    terms: _terms,
    evaluationCode: _code,
    licences,
    ...others
  } = elderlyCardItem;
  const item = {
    ...others,
    licences: licences.map(({ holder: _holder, basis: _basis, isSensitive: _mark, ...of }) => of),
  } as unknown as ServiceItem;
  const seen = projectForClerk({ ...full, item }, form);
  expect(clerkCaseSchema.safeParse(seen).error).toBeUndefined();
  const now = projectForClerk(full, form);
  const { subjects: _for, ...shown } = now.item ?? {};
  expect(seen).toEqual({ ...now, item: shown });
});

test('a case that has just been opened is what the contract says, without anything absent', () => {
  const { id, openedAt, clerk } = full;
  const seen = projectForClerk(
    {
      id,
      openedAt,
      stageSince: openedAt,
      clerk,
      stage: 'choosing-item',
      licences: [],
      consents: [],
      handedInOtherwise: [],
    },
    undefined,
  );
  expect(seen).toEqual({ id, openedAt, stage: 'choosing-item', licences: [] });
  expect(keys(seen)).toEqual(['id', 'licences', 'openedAt', 'stage']);
});

test.each(consentOutcomeSchema.options)(
  'of a consent that ended as %s only how it ended is told',
  (outcome) => {
    const subject: Case = { ...full, consents: [{ ...asked, outcome, endedAt: at }] };
    const seen = projectForClerk(subject, form);
    expect(seen.consentOutcome).toBe(outcome);
    expect(seen).not.toHaveProperty('consentOn');
  },
);

test.each(['evaluator', 'phone'] as const)(
  'the window is told of an answer on the %s',
  (answeredOn) => {
    const subject: Case = {
      ...full,
      consents: [{ ...asked, outcome: 'declined', answeredOn, endedAt: at }],
    };
    expect(projectForClerk(subject, form)).toMatchObject({
      consentOutcome: 'declined',
      consentOn: answeredOn,
    });
  },
);

test('whoever is known by a code alone, be it for a legal person, is shown as such until the platform has used it up', () => {
  const proof = { by: 'offline-code', at, app: 'foshantong' } as const;
  const takenCode = { text: 'x', takenAt: at, caseId: full.id };
  const representative = { name: present.name, number: present.number, proof };
  const { present: _nobody, ...subject } = full;
  const shown = (known: { readonly takenCode?: TakenCode }) =>
    projectForClerk(
      {
        ...subject,
        applicant: { ...applicant, proof, representative: { ...representative, ...known } },
      },
      form,
    );
  expect(shown({ takenCode })).toMatchObject({
    hasTakenCode: true,
    applicant: { isRedeemed: false, representative: { isRedeemed: false } },
  });
  expect(shown({})).toMatchObject({ applicant: { isRedeemed: true } });
  expect(shown({})).not.toHaveProperty('hasTakenCode');
});
