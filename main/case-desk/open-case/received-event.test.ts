import { expect, test } from 'vitest';
import { caseReceivedPayloadSchema } from '../../../src/contracts/platform-api.ts';
import type { Case } from '../../../src/domain/case.ts';
import type { ConsentOutcome } from '../../../src/domain/consent.ts';
import {
  cardOf,
  elderlyApplicant,
  elderlyCardItem,
  elderlyQuestion,
  householdRegister,
} from '../../../src/domain/elderly-card-item.fixture.ts';
import { fillForm } from '../../../src/domain/form.ts';
import type { MaterialSettlement } from '../../../src/domain/material-settlement.ts';
import { decideWaiverList } from '../../../src/domain/waiver-list.ts';
import { receivedPayload } from './received-event.ts';

const at = '2026-11-24T01:00:00.000Z';
const digest = 'd1'.repeat(32);
const pageId = '019ab000-0000-7000-8000-00000000c0de';
const counter = { windowId: 'A07', clerkNumber: '9012' };

const style = { language: 'zh-CN', largeType: false } as const;

function subjectWith(outcome: ConsentOutcome | undefined): Case {
  const isGiven = outcome === 'agreed';
  const licences = [householdRegister];
  const handedInOtherwise = isGiven ? [] : ['hkb'];
  const asked = { pageId, style, pageDigest: digest, licenceTypes: ['hkb'] };
  const answered = {
    ...(isGiven || outcome === 'declined'
      ? { answeredOn: 'evaluator' as const, input: 'touch' as const }
      : {}),
    ...(isGiven ? { agreedTypes: ['hkb'] } : {}),
  };
  return {
    id: '019ab000-0000-7000-8000-000000000001',
    stage: 'filling-form',
    stageSince: at,
    openedAt: at,
    clerk: 'zhanggong',
    item: elderlyCardItem,
    variant: 'local',
    applicant: elderlyApplicant,
    licences,
    waiverList: decideWaiverList({ ...elderlyQuestion, licences, handedInOtherwise }),
    consents:
      outcome === undefined ? [] : [{ ...asked, outcome, shownAt: at, endedAt: at, ...answered }],
    handedInOtherwise,
    leaseId: '019ab000-0000-7000-8000-000000001ea5',
  };
}

function formOf(withLicence: boolean) {
  const { licenceCode } = householdRegister;
  const values = { licenceCode, typeCode: 'hkb', fields: { HJDZ: '一号路1号' } };
  return fillForm(elderlyCardItem, 'local', {
    identified: { applicant: { card: cardOf(elderlyApplicant) } },
    licences: withLicence ? [values] : [],
    fetchedAt: at,
  });
}

test('a case with consent is reported with its page, the licence it waived, and the form’s sources', () => {
  const payload = receivedPayload(subjectWith('agreed'), formOf(true), counter);
  expect(caseReceivedPayloadSchema.safeParse(payload).error).toBeUndefined();
  expect(payload).toMatchObject({
    windowId: 'A07',
    clerkNumber: '9012',
    consents: [{ pageId, pageDigest: digest, answeredOn: 'evaluator', input: 'touch' }],
  });
  expect(payload?.materials).toContainEqual({
    code: 'household',
    status: 'waived-by-licence',
    licenceCode: householdRegister.licenceCode,
  });
  const text = JSON.stringify(payload);
  expect(text).not.toContain(householdRegister.authCode);
  expect(text).not.toContain('zhanggong');
});

test('a consent on the phone says so, and names no input of this counter', () => {
  const agreed = subjectWith('agreed');
  const consents = agreed.consents.map(({ input: _touch, ...record }) => ({
    ...record,
    answeredOn: 'phone' as const,
  }));
  const payload = receivedPayload({ ...agreed, consents }, formOf(true), counter);
  expect(caseReceivedPayloadSchema.safeParse(payload).error).toBeUndefined();
  expect(payload?.consents).toEqual([
    { pageId, pageDigest: digest, licenceTypes: ['hkb'], endedAt: at, answeredOn: 'phone' },
  ]);
});

test.each(['declined', 'timed-out', 'screen-lost', 'page-altered', 'withdrawn'] as const)(
  'a case in which the page was %s looks as if nobody had ever been asked',
  (outcome) => {
    const payload = receivedPayload(subjectWith(outcome), formOf(false), counter);
    expect(payload).toEqual(receivedPayload(subjectWith(undefined), formOf(false), counter));
    expect(caseReceivedPayloadSchema.safeParse(payload).error).toBeUndefined();
    expect(payload?.materials).toContainEqual({ code: 'household', status: 'needed-on-paper' });
    const text = JSON.stringify(payload);
    for (const trace of [outcome, pageId, digest, householdRegister.licenceCode, 'hkb']) {
      expect(text).not.toContain(trace);
    }
  },
);

test('a page that was declined and later agreed to is reported as the one that was agreed to', () => {
  const agreed = subjectWith('agreed');
  const first = {
    style,
    pageDigest: 'd2'.repeat(32),
    licenceTypes: ['hkb'],
    endedAt: at,
    shownAt: at,
  };
  const refused = { ...first, pageId: counter.windowId, outcome: 'declined' } as const;
  const both = { ...agreed, consents: [refused, ...agreed.consents] };
  expect(receivedPayload(both, formOf(true), counter)).toEqual(
    receivedPayload(agreed, formOf(true), counter),
  );
});

test('what was settled without a paper is reported with its terms, as the contract says', () => {
  const settledAt = at;
  const ways: readonly MaterialSettlement[] = [
    { way: 'deferral', settledAt, dueOn: '2026-12-01' },
    { way: 'pledge', settledAt, sentence: '本人承诺', signedBy: elderlyApplicant.name },
    { way: 'check', settledAt, dueAt: '2026-11-25T01:00:00.000Z' },
  ];
  const subject = subjectWith(undefined);
  const line = subject.waiverList?.lines.find(({ status }) => status === 'needed-on-paper');
  if (line === undefined) throw new Error('nothing is needed on paper');
  const lines = ways.map((settled) => ({ ...line, settled }));
  const payload = receivedPayload({ ...subject, waiverList: { lines } }, formOf(false), counter);
  expect(caseReceivedPayloadSchema.safeParse(payload).error).toBeUndefined();
  const { code } = line.material;
  expect(payload?.materials).toEqual([
    { status: 'deferred', code, settledAt, dueOn: '2026-12-01' },
    {
      status: 'pledged',
      code,
      settledAt,
      sentence: '本人承诺',
      signedBy: elderlyApplicant.name,
    },
    { status: 'under-check', code, settledAt, dueAt: '2026-11-25T01:00:00.000Z' },
  ]);
});

test('licences of several holders that waive a material together are all named', () => {
  const subject = subjectWith('agreed');
  const lines = (subject.waiverList?.lines ?? []).map((line) =>
    line.licence === undefined
      ? line
      : { ...line, otherLicences: [{ ...line.licence, licenceCode: 'of-the-other' }] },
  );
  const payload = receivedPayload({ ...subject, waiverList: { lines } }, formOf(true), counter);
  expect(payload?.materials).toContainEqual({
    status: 'waived-by-licence',
    code: 'household',
    licenceCode: householdRegister.licenceCode,
    otherLicenceCodes: ['of-the-other'],
  });
});

test.each(['item', 'variant', 'applicant', 'waiverList'] as const)(
  'without %s a case is not far enough',
  (part) => {
    const { [part]: _left, ...rest } = subjectWith('agreed');
    expect(receivedPayload(rest, formOf(true), counter)).toBeUndefined();
  },
);
