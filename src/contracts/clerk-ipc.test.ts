import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { pageLimit } from '../domain/attachment.ts';
import type { CaseStage } from '../domain/case.ts';
import type { ConsentOutcome } from '../domain/consent.ts';
import {
  cardOf,
  elderlyApplicant,
  elderlyCardItem,
  elderlyQuestion,
  householdRegister,
} from '../domain/elderly-card-item.fixture.ts';
import { fillForm, typeOver } from '../domain/form.ts';
import type { OfferedLicence } from '../domain/licence.ts';
import { licenceNotes } from '../domain/licence-health.ts';
import { type MaterialSettlement, settlementOffers } from '../domain/material-settlement.ts';
import { offeredItem } from '../domain/service-item.ts';
import { decideWaiverList, waiverReasons } from '../domain/waiver-list.ts';
import { failure } from '../failures/failure.ts';
import {
  type ClerkCase,
  caseStageSchema,
  clerkCalls,
  clerkCaseSchema,
  consentOutcomeSchema,
} from './clerk-ipc.ts';

function summaryOf({ authCode: _, ...summary }: OfferedLicence) {
  return summary;
}

function shownApplicant() {
  const { proof, ...applicant } = elderlyApplicant;
  return { ...applicant, nameMasked: '张*三', channel: proof.by, identifiedAt: proof.at };
}

const at = '2026-11-24T01:02:00.000Z';
const household = { licenceCode: 'hkb-0001', typeCode: 'hkb', fields: { HJDZ: '户籍地址' } };

const typed = typeOver(
  fillForm(elderlyCardItem, 'local', {
    identified: { applicant: { card: cardOf(elderlyApplicant) } },
    licences: [household],
    fetchedAt: at,
  }),
  'name',
  '张三',
  at,
);
if (!typed.ok) throw new Error(typed.problem.code);

const { question: _question, ...chosenItem } = offeredItem(elderlyCardItem);

const clerkCase: ClerkCase = {
  id: '0193582a-7b00-7000-8000-00000000000c',
  stage: 'filling-form',
  openedAt: '2026-11-24T01:00:00.000Z',
  item: {
    ...chosenItem,
    form: elderlyCardItem.form,
    licences: elderlyCardItem.licences.map(({ fields }) => ({ fields })),
  },
  variant: 'local',
  attachments: [
    { id: '0a'.repeat(16), material: 'portrait', mediaType: 'image/jpeg', bytes: 1200 },
  ],
  applicant: shownApplicant(),
  licences: [
    summaryOf(householdRegister),
    {
      ...summaryOf(householdRegister),
      heldByApplicant: false,
      holderNameDiffers: true,
      trustLevel: 'C',
      supersededBy: 'hkb-0002',
    },
  ],
  waiverList: decideWaiverList({
    ...elderlyQuestion,
    birthDate: '2019-06-01',
    licences: [summaryOf(householdRegister)],
  }),
  consentOutcome: 'agreed',
  consentOn: 'phone',
  form: typed.value.map((field) => ({ ...field, choices: ['张三', '张建三'] })),
  caseNumber: '4406990001',
  failure: failure('case.rejected', { reason: 'duplicate' }),
};

describe('a case on its way to the clerk’s window', () => {
  test('comes out as it went in, with everything a case can have', () => {
    expect(clerkCaseSchema.parse(structuredClone(clerkCase))).toEqual(clerkCase);
  });

  test('needs no more than its id, its stage, when it was opened and its licences', () => {
    const { id, openedAt } = clerkCase;
    const fresh = { id, openedAt, stage: 'choosing-item', licences: [] };
    expect(clerkCaseSchema.parse(fresh)).toEqual(fresh);
  });

  test.each<[string, unknown]>([
    ['its lease', { ...clerkCase, leaseId: 'lease-1' }],
    ['the rules of its item', { ...clerkCase, item: elderlyCardItem }],
    ['the records of consent', { ...clerkCase, consents: [] }],
    ['the handle for the use of a licence', { ...clerkCase, licences: [householdRegister] }],
    [
      'the handle for the use of a licence inside the list',
      {
        ...clerkCase,
        waiverList: {
          lines: [
            {
              material: { code: 'household', name: '居民户口簿' },
              status: 'waived-by-licence',
              reason: 'licence-valid',
              licence: householdRegister,
            },
          ],
        },
      },
    ],
    [
      'values of a licence',
      { ...clerkCase, licences: [{ ...summaryOf(householdRegister), fields: household.fields }] },
    ],
    [
      'the reader’s serial',
      { ...clerkCase, applicant: { ...shownApplicant(), samId: elderlyApplicant.proof.samId } },
    ],
    ['the portrait', { ...clerkCase, applicant: { ...shownApplicant(), photo: 'AAAA' } }],
    ['a key nobody knows inside the list', { ...clerkCase, waiverList: { lines: [], note: '' } }],
    [
      'a key nobody knows inside the form',
      { ...clerkCase, form: [{ ...clerkCase.form?.[0], token: '' }] },
    ],
  ])('is refused with %s', (_, value) => {
    expect(clerkCaseSchema.safeParse(value).success).toBe(false);
  });

  test.each<[string, unknown]>([
    ['stage', { ...clerkCase, stage: 'approved' }],
    ['id', { ...clerkCase, id: '42' }],
    ['moment', { ...clerkCase, openedAt: '2026-11-24 09:00' }],
    ['failure', { ...clerkCase, failure: { code: 'unheard-of' } }],
  ])('is refused with a %s of another form', (_, value) => {
    expect(clerkCaseSchema.safeParse(value).success).toBe(false);
  });
});

/** A record whose keys are, by its type, all values of a union. */
const languages = ['zh-CN', 'zh-Hant', 'en'] as const;

const everyStage: Readonly<Record<CaseStage, true>> = {
  'choosing-item': true,
  identifying: true,
  matching: true,
  reviewing: true,
  'asking-consent': true,
  'fetching-values': true,
  'checking-values': true,
  'filling-form': true,
  'handing-over': true,
  'taking-over': true,
  'awaiting-verification': true,
  verifying: true,
  'calling-back': true,
  submitting: true,
  received: true,
  closed: true,
};

const everyOutcome: Readonly<Record<ConsentOutcome, true>> = {
  agreed: true,
  declined: true,
  'timed-out': true,
  'screen-lost': true,
  'page-altered': true,
  withdrawn: true,
};

test('the window knows the stages and the outcomes of the domain, and no others', () => {
  expect([...caseStageSchema.options].sort()).toEqual(Object.keys(everyStage).sort());
  expect([...consentOutcomeSchema.options].sort()).toEqual(Object.keys(everyOutcome).sort());
});

test.each(waiverReasons)('a line of the list may be decided because of %s', (reason) => {
  const material = { code: 'household', name: '居民户口簿' };
  const waiverList = { lines: [{ material, status: 'needed-on-paper', reason }] };
  expect(clerkCaseSchema.safeParse({ ...clerkCase, waiverList }).success).toBe(true);
});

test.each<MaterialSettlement>([
  { way: 'deferral', settledAt: at, dueOn: '2026-12-01' },
  { way: 'pledge', settledAt: at, sentence: '本人承诺', signedBy: '张建三' },
  { way: 'check', settledAt: at, dueAt: '2026-11-25T01:02:00.000Z' },
])('a line of the list may be settled by $way', (settled) => {
  const [line] = clerkCase.waiverList?.lines ?? [];
  const offers = settlementOffers({
    code: 'photo',
    name: '一寸免冠照片',
    isDeferrable: true,
    pledge: '本人承诺',
    isCheckable: true,
  });
  const shown = { ...line, papers: ['回执'], offers, settled };
  const parsed = clerkCaseSchema.parse({ ...clerkCase, waiverList: { lines: [shown] } });
  expect(parsed.waiverList?.lines).toEqual([shown]);
});

test.each(licenceNotes)('a line of the list may be noted %s', (note) => {
  const line = clerkCase.waiverList?.lines[1];
  const waiverList = { lines: [{ ...line, notes: [note] }] };
  expect(clerkCaseSchema.safeParse({ ...clerkCase, waiverList }).success).toBe(true);
});

test.each(languages)('each reason and each note has a sentence in %s', (language) => {
  const file = new URL(`../../resources/locales/${language}/clerk.json`, import.meta.url);
  const texts: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'));
  const told = Object.keys(texts).filter((key) => key.startsWith('waiver.'));
  const wanted = [...new Set([...waiverReasons, ...licenceNotes])].map((key) => `waiver.${key}`);
  expect(told.sort()).toEqual(wanted.sort());
});

describe('a call of the clerk’s window', () => {
  const caseId = clerkCase.id;

  test.each([
    ['case:choose-item', { caseId, itemCode: elderlyCardItem.code, variant: 'local' }],
    ['case:push-consent', { caseId }],
    ['case:settle-material', { caseId, material: 'photo', way: 'pledge' }],
    ['case:settle-material', { caseId, material: 'photo' }],
    ['case:type-field', { caseId, key: 'name', value: '' }],
    ['case:open', null],
  ] as const)('%s takes what it is made for and nothing beside it', (channel, request) => {
    const schema = clerkCalls[channel].request;
    expect(schema.safeParse(request).success).toBe(true);
    expect(schema.safeParse({ ...request, decision: 'agree' }).success).toBe(false);
  });

  test('that touches a case is for those who take cases in, and for nobody else', () => {
    const caseCalls = Object.entries(clerkCalls).filter(([channel]) => channel.startsWith('case:'));
    expect(caseCalls.length).toBeGreaterThan(0);
    for (const [, { allowed }] of caseCalls) expect(allowed).toEqual(['clerk', 'supervisor']);
  });
});

test('a page of the document camera is taken up to its limit', () => {
  const { request } = clerkCalls['attachment:add-photo'];
  const page = (characters: number) => ({
    caseId: clerkCase.id,
    material: 'portrait',
    jpegBase64: 'A'.repeat(characters),
  });
  expect(request.safeParse(page(pageLimit)).success).toBe(true);
  expect(request.safeParse(page(pageLimit + 4)).success).toBe(false);
});
