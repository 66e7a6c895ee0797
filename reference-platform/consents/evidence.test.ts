import { hash, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AskConsentRequest, consentPaths } from '../../src/contracts/consent-api.ts';
import { workstationPaths } from '../../src/contracts/workstation-api.ts';
import { recordHash } from '../../src/evidence/evidence-record.ts';
import type { GiveEvidenceRequest } from '../../src/evidence/evidence-submission.ts';
import { consentPageText } from '../../src/evidence/page-text.ts';
import { askedConsent, holder } from '../testing/asked-consent.ts';
import { evidenceOf } from '../testing/evidence-of.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../testing/platform-under-test.ts';
import { enrolledWorkstation, type ScriptedWorkstation } from '../testing/scripted-workstation.ts';
import { signedInPhone } from '../testing/signed-in-phone.ts';

let clock: StoppedClock;
let bench: PlatformUnderTest;
let workstation: ScriptedWorkstation;
let token: string;
beforeEach(async () => {
  clock = new StoppedClock();
  bench = await startPlatformUnderTest({ clock, admission: 'enrolled-only' });
  workstation = await enrolledWorkstation(bench, clock);
  ({ token } = await workstation.logIn());
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
const given = { status: 200, body: { state: 'given', answeredOn: 'evaluator' } };

test('a signed record of an answer on the evaluator counts as the citizen’s answer', async () => {
  const request = await asked();
  expect(await give(request, evidenceOf(request, workstation))).toMatchObject({
    ...given,
    body: { choices: [{ licenceCode: holder.licenceCode, decision: 'agreed' }] },
  });
});

test('where workstations sign, their bare word does not count', async () => {
  const { consentId } = await asked();
  const answer = { decisions: ['agreed'] };
  const path = consentPaths.evaluatorAnswer(consentId);
  const { status, body } = await workstation.call('POST', path, answer, token);
  expect({ status, body }).toEqual({ status: 403, body: { code: 'evidence-required' } });
});

test('the same record again is answered as the first time, another one is not', async () => {
  const request = await asked();
  const evidence = evidenceOf(request, workstation);
  await give(request, evidence);
  expect(await give(request, evidence)).toMatchObject(given);
  expect(await give(request, evidenceOf(request, workstation))).toEqual({
    status: 409,
    body: { code: 'consent-ended' },
  });
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
    give(request, evidenceOf(request, workstation)),
  ]);
  expect([onPhone.status, onEvaluator.status].sort()).toEqual([200, 409]);
  const path = consentPaths.consent(request.consentId);
  const known = await workstation.call('GET', path, undefined, token);
  expect(known.body).toMatchObject({ state: onPhone.status === 200 ? 'declined' : 'given' });
});

test('a record that was altered, or signed by nobody who is known, proves nothing', async () => {
  const request = await asked();
  const { record, opening } = evidenceOf(request, workstation);
  const handler = { ...record.handler, clerk_no: '9999' };
  expect(await give(request, { opening, record: { ...record, handler } })).toEqual(
    refused('evidence-signature-invalid'),
  );
  const signature = { ...record.signature, key_id: 'A'.repeat(43) };
  expect(await give(request, { opening, record: { ...record, signature } })).toEqual(
    refused('evidence-key-unknown'),
  );
});

test('another workstation’s key proves nothing here', async () => {
  const request = await asked();
  const other = await enrolledWorkstation(bench, clock);
  expect(await give(request, evidenceOf(request, other))).toEqual(refused('evidence-key-unknown'));
});

test('a key that was replaced proves nothing any more', async () => {
  const request = await asked();
  const evidence = evidenceOf(request, workstation);
  const { workstationId } = workstation;
  workstation = await enrolledWorkstation(bench, clock, { workstationId, isKnown: true });
  ({ token } = await workstation.logIn());
  expect(await give(request, evidence)).toEqual(refused('evidence-key-revoked'));
});

test('a revoked workstation gives no evidence', async () => {
  const request = await asked();
  const { workstationId } = workstation;
  await bench.call('POST', workstationPaths.administeredRevocations, { workstationId });
  expect(await give(request, evidenceOf(request, workstation))).toEqual({
    status: 401,
    body: { code: 'workstation-revoked' },
  });
});

test('a record of another consent proves nothing of this one', async () => {
  const [request, other] = [await asked(), await asked()];
  expect(await give(request, evidenceOf(other, workstation))).toEqual(refused('evidence-differs'));
});

test('records of a workstation are a chain: none is put between, none twice in one place', async () => {
  const [first, second, third, fourth] = [
    await asked(),
    await asked(),
    await asked(),
    await asked(),
  ];
  const epoch = randomUUID();
  const one = evidenceOf(first, workstation, { epoch });
  expect(await give(first, one)).toMatchObject(given);
  const next = (request: AskConsentRequest, seq: number, prev_hash: string) =>
    give(request, evidenceOf(request, workstation, { epoch, seq, prev_hash }));
  const broken = refused('evidence-chain-broken');
  expect(await next(second, 1, '0'.repeat(64))).toEqual(broken);
  expect(await next(second, 2, 'a'.repeat(64))).toEqual(broken);
  expect(await next(second, 2, recordHash(one.record))).toMatchObject(given);
  // The one before may still be on its way; a verifier would call it a gap until it comes.
  expect(await next(third, 7, 'b'.repeat(64))).toMatchObject(given);
  const elsewhere = evidenceOf(fourth, workstation, { seq: 1, prev_hash: 'a'.repeat(64) });
  expect(await give(fourth, elsewhere)).toEqual(broken);
});

test('without a session, a signature or a record of the right shape nothing is taken', async () => {
  const request = await asked();
  const evidence = evidenceOf(request, workstation);
  const path = consentPaths.evidence(request.consentId);
  expect(await workstation.call('POST', path, evidence)).toMatchObject({ status: 401 });
  expect(await bench.call('POST', path, evidence, token)).toEqual({
    status: 401,
    body: { code: 'signature-required' },
  });
  const { record, opening } = evidence;
  expect(await give(request, { opening: opening.slice(2), record })).toMatchObject({ status: 400 });
  const unsaid = { ...record, choices: [] };
  expect(await give(request, { opening, record: unsaid })).toMatchObject({ status: 400 });
});
