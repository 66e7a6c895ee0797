import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AskConsentRequest, consentPaths } from '../../src/contracts/consent-api.ts';
import {
  batchAnswerSchema,
  type CaseReceivedPayload,
  platformPaths,
} from '../../src/contracts/platform-api.ts';
import type { LicenceDecision } from '../../src/domain/consent.ts';
import {
  evidencePaths,
  type GivenEvidence,
  giveRecordsAnswerSchema,
} from '../../src/evidence/evidence-api.ts';
import { pageDigests } from '../../src/evidence/evidence-record.ts';
import { consentPageText } from '../../src/evidence/page-text.ts';
import { profileOf } from '../../src/evidence/profiles/evidence-profile.ts';
import { licenceTypes } from '../seed/licence-types.ts';
import { people } from '../seed/people.ts';
import { askedConsent } from '../testing/asked-consent.ts';
import { evidenceOf, type SigningWorkstation, withdrawalOf } from '../testing/evidence-of.ts';
import { proveConsent, registeredSigner } from '../testing/evidence-signer.ts';
import type { PlatformUnderTest } from '../testing/platform-under-test.ts';
import { receivedCase } from '../testing/received-case.ts';
import { type ScriptedWorkstation, startWithWorkstation } from '../testing/scripted-workstation.ts';
import type { AdmissionMode } from '../workstations/signatures.ts';

let bench: PlatformUnderTest;
let workstation: ScriptedWorkstation;
let token: string;
let signer: SigningWorkstation;
afterEach(() => bench.stop());

async function start(admission: AdmissionMode): Promise<void> {
  ({ bench, workstation, token } = await startWithWorkstation(admission));
  signer = await registeredSigner(workstation.call, workstation.workstationId, token);
}

async function asked(): Promise<AskConsentRequest> {
  const request = askedConsent();
  await workstation.call('POST', consentPaths.consents, request, token);
  return request;
}

/** A consent that was asked for and answered on the evaluator. */
async function proved(...decisions: readonly LicenceDecision[]): Promise<AskConsentRequest> {
  const request = await asked();
  const { call, workstationId } = workstation;
  const { status } = await proveConsent(call, workstationId, token, request, decisions);
  expect(status).toBe(200);
  return request;
}

async function give(...records: readonly GivenEvidence[]): Promise<void> {
  const { body } = await workstation.call('POST', evidencePaths.records, { records }, token);
  const { outcomes } = giveRecordsAnswerSchema.parse(body);
  expect(outcomes.every((outcome) => 'envelope' in outcome)).toBe(true);
}

type Claim = Extract<CaseReceivedPayload['consents'][number], { answeredOn: 'evaluator' }>;

/** Hands in a case that claims a consent from the evaluator. @returns why it is not accepted */
async function rejectionOf(
  request: AskConsentRequest,
  change: Partial<Claim> = {},
  ofCase: Partial<CaseReceivedPayload> = {},
): Promise<string | undefined> {
  const { rendered_text_sha256 } = pageDigests(profileOf('Ed25519'), consentPageText(request.page));
  const at = '2026-11-24T01:00:00.000Z';
  const claim: Claim = {
    pageId: request.consentId,
    pageDigest: rendered_text_sha256,
    licenceTypes: [licenceTypes.householdRegister],
    answeredOn: 'evaluator',
    shownAt: at,
    endedAt: at,
    input: 'touch',
    ...change,
  };
  const event = receivedCase(1, { caseId: request.caseId, consents: [claim], ...ofCase });
  const { workstationId } = workstation;
  const batch = { workstationId, epoch: randomUUID(), events: [event] };
  const { body } = await workstation.call('POST', platformPaths.batches, batch, token);
  return batchAnswerSchema.parse(body).rejected[0]?.code;
}

const stranger = {
  ...receivedCase(1).payload.applicant,
  name: people.rareName.card.name,
  number: people.rareName.card.idNumber,
};

describe.each<AdmissionMode>(['open', 'enrolled-only'])('%s:', (admission) => {
  beforeEach(() => start(admission));

  test('a case with what was agreed to on the evaluator is received', async () => {
    expect(await rejectionOf(await proved())).toBeUndefined();
  });

  test('also where nobody could be asked, and the record came by itself', async () => {
    const request = askedConsent();
    await give(evidenceOf(request, signer));
    expect(await rejectionOf(request)).toBeUndefined();
  });

  test.each<[string, Partial<Claim>, Partial<CaseReceivedPayload>]>([
    ['of another text', { pageDigest: 'b'.repeat(64) }, {}],
    [
      'to more than was agreed to',
      { licenceTypes: [licenceTypes.householdRegister, licenceTypes.residencePermit] },
      {},
    ],
    ['of somebody else', {}, { applicant: stranger }],
    ['for another case', {}, { caseId: randomUUID() }],
  ])('a claim %s is refused', async (_what, change, ofCase) => {
    expect(await rejectionOf(await proved(), change, ofCase)).toBe('consent-differs');
  });

  test('what was declined on the evaluator is not claimed to be given', async () => {
    expect(await rejectionOf(await proved('declined'))).toBe('consent-differs');
  });

  test('nor what was withdrawn since, asked for or not', async () => {
    const request = await proved();
    const path = consentPaths.withdraw(request.consentId);
    await workstation.call('POST', path, undefined, token);
    expect(await rejectionOf(request)).toBe('consent-differs');
    const offline = askedConsent();
    const answer = evidenceOf(offline, signer);
    const { evidence_id: withdraws } = answer.record;
    await give(answer, withdrawalOf(offline, signer, { withdraws }));
    expect(await rejectionOf(offline)).toBe('consent-differs');
  });

  test('a record on the same page for another case is no record of this one', async () => {
    const request = askedConsent();
    await give(evidenceOf({ ...request, caseId: randomUUID() }, signer));
    const expected = admission === 'open' ? undefined : 'consent-differs';
    expect(await rejectionOf(request)).toBe(expected);
  });
});

test('where workstations need not be enrolled, the record may come later', async () => {
  await start('open');
  const request = await asked();
  expect(await rejectionOf(request)).toBeUndefined();
  expect(await rejectionOf(askedConsent())).toBeUndefined();
});

test('where they have to be, a consent without its record is refused', async () => {
  await start('enrolled-only');
  const request = await asked();
  expect(await rejectionOf(request)).toBe('consent-differs');
  expect(await rejectionOf(askedConsent())).toBe('consent-differs');
});
