import { hash, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AskConsentRequest, consentPaths } from '../../src/contracts/consent-api.ts';
import { workstationPaths } from '../../src/contracts/workstation-api.ts';
import {
  type GiveEvidenceRequest,
  provedConsentAnswerSchema,
} from '../../src/evidence/evidence-api.ts';
import { recordHash } from '../../src/evidence/evidence-record.ts';
import { consentPageText } from '../../src/evidence/page-text.ts';
import { signatureAlgorithms } from '../../src/evidence/profiles/evidence-profile.ts';
import { askedConsent, holder } from '../testing/asked-consent.ts';
import { evidenceOf, type SigningWorkstation } from '../testing/evidence-of.ts';
import { newEvidenceKey, registeredSigner } from '../testing/evidence-signer.ts';
import type { PlatformUnderTest, StoppedClock } from '../testing/platform-under-test.ts';
import {
  enrolledWorkstation,
  type ScriptedWorkstation,
  startWithWorkstation,
} from '../testing/scripted-workstation.ts';
import { signedInPhone } from '../testing/signed-in-phone.ts';

let clock: StoppedClock;
let bench: PlatformUnderTest;
let workstation: ScriptedWorkstation;
let token: string;
let signer: SigningWorkstation;
beforeEach(async () => {
  ({ clock, bench, workstation, token } = await startWithWorkstation());
  signer = await registeredSigner(workstation.call, workstation.workstationId, token);
});
afterEach(() => bench.stop());

async function asked(): Promise<AskConsentRequest> {
  const request = askedConsent();
  const { status } = await workstation.call('POST', consentPaths.consents, request, token);
  expect(status).toBe(200);
  return request;
}

async function give({ consentId }: AskConsentRequest, evidence: GiveEvidenceRequest) {
  const path = consentPaths.evidence(consentId);
  const { status, body } = await workstation.call('POST', path, evidence, token);
  return { status, body };
}

const refused = (code: string) => ({ status: 422, body: { code } });
const given = {
  status: 200,
  body: { consent: { state: 'given', answeredOn: 'evaluator' } },
};

test.each(signatureAlgorithms)(
  'a record signed with %s counts as the citizen’s answer, and is countersigned',
  async (alg) => {
    const { call, workstationId } = workstation;
    const own = await registeredSigner(call, workstationId, token, alg);
    const request = await asked();
    const evidence = evidenceOf(request, own);
    const { status, body } = await give(request, evidence);
    expect({ status, body }).toMatchObject({
      ...given,
      body: { consent: { choices: [{ licenceCode: holder.licenceCode, decision: 'agreed' }] } },
    });
    expect(provedConsentAnswerSchema.parse(body).envelope).toMatchObject({
      record_hash: recordHash(evidence.record),
      received_at: clock.now(),
      timestamp_token: null,
      signature: { alg },
    });
  },
);

test('what is declined on the evaluator is declined', async () => {
  const request = await asked();
  expect(await give(request, evidenceOf(request, signer, {}, ['declined']))).toMatchObject({
    body: { consent: { state: 'declined' } },
  });
});

test('the same record again is answered as the first time, another one is not', async () => {
  const request = await asked();
  const evidence = evidenceOf(request, signer);
  const first = await give(request, evidence);
  expect(first).toMatchObject(given);
  clock.pass(1000);
  expect(await give(request, evidence)).toEqual(first);
  expect(await give(request, evidenceOf(request, signer))).toEqual({
    status: 409,
    body: { code: 'consent-ended' },
  });
});

test('of the same record twice at once, both hear the same', async () => {
  const request = await asked();
  const evidence = evidenceOf(request, signer);
  const [one, other] = await Promise.all([give(request, evidence), give(request, evidence)]);
  expect(one).toMatchObject(given);
  expect(other).toEqual(one);
});

test('a record proves one consent, though another one asks for the same', async () => {
  const request = await asked();
  const again = { ...request, consentId: randomUUID() };
  await workstation.call('POST', consentPaths.consents, again, token);
  const evidence = evidenceOf(request, signer);
  expect(await give(request, evidence)).toMatchObject(given);
  expect(await give(again, evidence)).toEqual(refused('evidence-differs'));
});

test('of phone and evaluator the first counts', async () => {
  const request = await asked();
  const phone = await signedInPhone(bench, holder);
  const body = {
    pageDigest: hash('sha256', consentPageText(request.page)),
    decisions: ['declined'],
    chosenSingly: [],
  };
  const [onPhone, onEvaluator] = await Promise.all([
    bench.call('POST', consentPaths.phoneAnswer(request.consentId), body, phone),
    give(request, evidenceOf(request, signer)),
  ]);
  expect([onPhone.status, onEvaluator.status].sort()).toEqual([200, 409]);
  const path = consentPaths.consent(request.consentId);
  const known = await workstation.call('GET', path, undefined, token);
  expect(known.body).toMatchObject({ state: onPhone.status === 200 ? 'declined' : 'given' });
});

test('a record that was altered, or signed by nobody who is known, proves nothing', async () => {
  const request = await asked();
  const evidence = evidenceOf(request, signer);
  const { record } = evidence;
  const handler = { ...record.handler, clerk_no: '9999' };
  expect(await give(request, { ...evidence, record: { ...record, handler } })).toEqual(
    refused('evidence-signature-invalid'),
  );
  const nobody = { ...signer, evidenceKey: newEvidenceKey('SM2') };
  expect(await give(request, evidenceOf(request, nobody))).toEqual(refused('evidence-key-unknown'));
});

test('with another page, or another opening, a record proves nothing', async () => {
  const request = await asked();
  const evidence = evidenceOf(request, signer);
  for (const change of [{ pageText: `${evidence.pageText}。` }, { opening: 'a'.repeat(64) }]) {
    expect(await give(request, { ...evidence, ...change })).toEqual(refused('evidence-differs'));
  }
  expect(await give(request, evidence)).toMatchObject(given);
});

test('another workstation’s key proves nothing here', async () => {
  const request = await asked();
  const other = await enrolledWorkstation(bench, clock);
  const session = await other.logIn();
  const stranger = await registeredSigner(other.call, other.workstationId, session.token);
  expect(await give(request, evidenceOf(request, stranger))).toEqual(
    refused('evidence-key-unknown'),
  );
});

test('what a workstation signed before it was revoked and enrolled again comes too late', async () => {
  const [answered, late] = [await asked(), await asked()];
  const evidence = evidenceOf(answered, signer);
  const first = await give(answered, evidence);
  const { workstationId } = workstation;
  await bench.call('POST', workstationPaths.administeredRevocations, { workstationId });
  workstation = await enrolledWorkstation(bench, clock, { workstationId, isKnown: true });
  ({ token } = await workstation.logIn());
  expect(await give(late, evidenceOf(late, signer))).toEqual(refused('evidence-key-revoked'));
  expect(await give(answered, evidence)).toEqual(first);
});

test('a revoked workstation gives no evidence', async () => {
  const request = await asked();
  const { workstationId } = workstation;
  await bench.call('POST', workstationPaths.administeredRevocations, { workstationId });
  expect(await give(request, evidenceOf(request, signer))).toEqual({
    status: 401,
    body: { code: 'workstation-revoked' },
  });
});

test('a record of another consent proves nothing of this one', async () => {
  const [request, other] = [await asked(), await asked()];
  expect(await give(request, evidenceOf(other, signer))).toEqual(refused('evidence-differs'));
});

test('records of a workstation are a chain: none is put between, none twice in one place', async () => {
  const [first, second, third, fourth] = [
    await asked(),
    await asked(),
    await asked(),
    await asked(),
  ];
  const epoch = randomUUID();
  const one = evidenceOf(first, signer, { epoch });
  expect(await give(first, one)).toMatchObject(given);
  const next = (request: AskConsentRequest, seq: number, prev_hash: string) =>
    give(request, evidenceOf(request, signer, { epoch, seq, prev_hash }));
  const broken = refused('evidence-chain-broken');
  expect(await next(second, 1, '0'.repeat(64))).toEqual(broken);
  expect(await next(second, 2, 'a'.repeat(64))).toEqual(broken);
  expect(await next(second, 2, recordHash(one.record))).toMatchObject(given);
  // The one before may still be on its way; a verifier would call it a gap until it comes.
  expect(await next(third, 7, 'b'.repeat(64))).toMatchObject(given);
  const elsewhere = evidenceOf(fourth, signer, { seq: 1, prev_hash: 'a'.repeat(64) });
  expect(await give(fourth, elsewhere)).toEqual(broken);
});

test('without a session, a signature or a record of the right shape nothing is taken', async () => {
  const request = await asked();
  const evidence = evidenceOf(request, signer);
  const path = consentPaths.evidence(request.consentId);
  expect(await workstation.call('POST', path, evidence)).toMatchObject({ status: 401 });
  expect(await bench.call('POST', path, evidence, token)).toEqual({
    status: 401,
    body: { code: 'signature-required' },
  });
  const { record, opening } = evidence;
  for (const change of [
    { opening: opening.slice(2) },
    { record: { ...record, choices: [] } },
    // A lone surrogate has no canonical text, so nobody can have signed it.
    { record: { ...record, retention: '\ud800' } },
    { pageText: '\ud800' },
  ]) {
    expect(await give(request, { ...evidence, ...change })).toMatchObject({ status: 400 });
  }
});
