import { hash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AskConsentRequest, consentPaths } from '../../src/contracts/consent-api.ts';
import {
  batchAnswerSchema,
  type CaseReceivedPayload,
  platformPaths,
} from '../../src/contracts/platform-api.ts';
import { consentPageText } from '../../src/evidence/page-text.ts';
import { licenceTypes } from '../seed/licence-types.ts';
import { people } from '../seed/people.ts';
import { askedConsent, holder } from '../testing/asked-consent.ts';
import { type PlatformUnderTest, startPlatformUnderTest } from '../testing/platform-under-test.ts';
import { receivedCase } from '../testing/received-case.ts';
import { signedInPhone } from '../testing/signed-in-phone.ts';

let bench: PlatformUnderTest;
let workstationId: string;
let token: string;
let phone: string;
beforeAll(async () => {
  bench = await startPlatformUnderTest();
  workstationId = randomUUID();
  ({ token } = await bench.logIn(workstationId));
  phone = await signedInPhone(bench, holder);
});
afterAll(() => bench.stop());

const digestOf = ({ page }: AskConsentRequest) => hash('sha256', consentPageText(page));

/** A consent that was asked for by the workstation and answered on the phone. */
async function answered(decision: 'agreed' | 'declined' = 'agreed'): Promise<AskConsentRequest> {
  const request = askedConsent();
  await bench.call('POST', consentPaths.consents, request, token);
  const body = { pageDigest: digestOf(request), decisions: [decision], chosenSingly: [] };
  const path = consentPaths.phoneAnswer(request.consentId);
  expect((await bench.call('POST', path, body, phone)).status).toBe(200);
  return request;
}

type Claim = Extract<CaseReceivedPayload['consents'][number], { answeredOn: 'phone' }>;

/** Hands in a case that claims a consent from a phone. @returns why it is not accepted */
async function rejectionOf(
  request: AskConsentRequest,
  change: Partial<Claim> = {},
  ofCase: Partial<CaseReceivedPayload> = {},
): Promise<string | undefined> {
  const claim: Claim = {
    pageId: request.consentId,
    pageDigest: digestOf(request),
    licenceTypes: [licenceTypes.householdRegister],
    endedAt: '2026-11-24T01:00:00.000Z',
    answeredOn: 'phone',
    ...change,
  };
  const event = receivedCase(1, { caseId: request.caseId, consents: [claim], ...ofCase });
  const batch = { workstationId, epoch: randomUUID(), events: [event] };
  const { body } = await bench.call('POST', platformPaths.batches, batch, token);
  return batchAnswerSchema.parse(body).rejected[0]?.code;
}

test('a case with what was agreed to on the phone is received', async () => {
  expect(await rejectionOf(await answered())).toBeUndefined();
});

test.each<[string, Partial<Claim>, Partial<CaseReceivedPayload>]>([
  ['of a page that nobody was asked with', { pageId: randomUUID() }, {}],
  ['of another text', { pageDigest: 'b'.repeat(64) }, {}],
  [
    'to more than was agreed to',
    { licenceTypes: [licenceTypes.householdRegister, licenceTypes.residencePermit] },
    {},
  ],
  ['for another case', {}, { caseId: randomUUID() }],
])('a claim %s is refused', async (_what, change, ofCase) => {
  expect(await rejectionOf(await answered(), change, ofCase)).toBe('consent-differs');
});

test('somebody else’s consent is nobody’s own', async () => {
  const { card } = people.rareName;
  const { payload } = receivedCase(1);
  const applicant = { ...payload.applicant, name: card.name, number: card.idNumber };
  expect(await rejectionOf(await answered(), {}, { applicant })).toBe('consent-differs');
});

test('what was declined on the phone, or withdrawn since, is not claimed to be given', async () => {
  expect(await rejectionOf(await answered('declined'))).toBe('consent-differs');
  const request = await answered();
  await bench.call('POST', consentPaths.phoneWithdraw(request.consentId), undefined, phone);
  expect(await rejectionOf(request)).toBe('consent-differs');
});
