import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { adminPaths, evidenceCountAnswerSchema } from '../../src/contracts/admin-api.ts';
import {
  type AskConsentRequest,
  consentAnswerSchema,
  consentPaths,
} from '../../src/contracts/consent-api.ts';
import type { Role } from '../../src/contracts/platform-api.ts';
import { workstationPaths } from '../../src/contracts/workstation-api.ts';
import {
  evidencePaths,
  type GivenEvidence,
  giveRecordsAnswerSchema,
  provedConsentAnswerSchema,
  registerEvidenceKeyAnswerSchema,
} from '../../src/evidence/evidence-api.ts';
import { chainStart, type EvidenceRecord, recordHash } from '../../src/evidence/evidence-record.ts';
import { signatureAlgorithms } from '../../src/evidence/profiles/evidence-profile.ts';
import { isSignedBy } from '../../src/evidence/signed-statement.ts';
import { readTrustedKeys, type TrustedKeys } from '../../src/evidence/trusted-keys.ts';
import { judgeEvidence } from '../../src/evidence/verdict.ts';
import { people } from '../seed/people.ts';
import { askedConsent } from '../testing/asked-consent.ts';
import { evidenceOf, type SigningWorkstation, withdrawalOf } from '../testing/evidence-of.ts';
import { newEvidenceKey, registeredSigner, registrationOf } from '../testing/evidence-signer.ts';
import type { PlatformUnderTest, StoppedClock } from '../testing/platform-under-test.ts';
import {
  enrolledWorkstation,
  type ScriptedWorkstation,
  startWithWorkstation,
} from '../testing/scripted-workstation.ts';

let clock: StoppedClock;
let bench: PlatformUnderTest;
let workstation: ScriptedWorkstation;
let token: string;
beforeEach(async () => {
  ({ clock, bench, workstation, token } = await startWithWorkstation());
});
afterEach(() => bench.stop());

/** The platform's keys, as anybody may fetch them. */
async function trustedKeys(): Promise<TrustedKeys> {
  const answer = await fetch(bench.url + evidencePaths.trust);
  const trusted = readTrustedKeys(await answer.text());
  if (!trusted.ok) throw new Error(`no trust file: ${trusted.problem.code}`);
  return trusted.value;
}

const register = (signer: SigningWorkstation, change: object = {}) =>
  workstation.call('POST', evidencePaths.keys, { ...registrationOf(signer), ...change }, token);

const signerWith = (alg: (typeof signatureAlgorithms)[number]) =>
  registeredSigner(workstation.call, workstation.workstationId, token, alg);

async function asked(): Promise<AskConsentRequest> {
  const request = askedConsent();
  const { status } = await workstation.call('POST', consentPaths.consents, request, token);
  expect(status).toBe(200);
  return request;
}

async function stateOf({ consentId }: AskConsentRequest) {
  const path = consentPaths.consent(consentId);
  const { body } = await workstation.call('GET', path, undefined, token);
  return consentAnswerSchema.parse(body).state;
}

async function prove(request: AskConsentRequest, evidence: GivenEvidence) {
  const path = consentPaths.evidence(request.consentId);
  const { body } = await workstation.call('POST', path, evidence, token);
  return provedConsentAnswerSchema.parse(body);
}

/** Hands records over. @returns `kept` or the rejection of each */
async function give(...records: readonly GivenEvidence[]): Promise<readonly string[]> {
  const { body } = await workstation.call('POST', evidencePaths.records, { records }, token);
  const { outcomes } = giveRecordsAnswerSchema.parse(body);
  expect(outcomes.map(({ evidenceId }) => evidenceId)).toEqual(
    records.map(({ record }) => record.evidence_id),
  );
  return outcomes.map((outcome) => ('envelope' in outcome ? 'kept' : outcome.rejection));
}

interface Reader {
  readonly token?: string;
  readonly station?: ScriptedWorkstation;
}

async function packageOf({ record }: GivenEvidence, reader: Reader = {}) {
  const { station = workstation, token: own = token } = reader;
  const target = evidencePaths.package(record.evidence_id);
  const { headers } = station.sign('GET', target, undefined, own);
  const answer = await fetch(bench.url + target, { headers });
  return {
    status: answer.status,
    headers: answer.headers,
    bytes: new Uint8Array(await answer.arrayBuffer()),
  };
}

describe.each(signatureAlgorithms)('a key of %s', (alg) => {
  test('is registered by whoever has it, and the platform says so', async () => {
    const signer = { workstationId: workstation.workstationId, evidenceKey: newEvidenceKey(alg) };
    const { body } = await register(signer);
    const { statement } = registerEvidenceKeyAnswerSchema.parse(body);
    const { keyId, publicKey } = signer.evidenceKey;
    expect(statement).toMatchObject({
      key_id: keyId,
      alg,
      public_key: publicKey,
      workstation_id: signer.workstationId,
      enrolled_at: clock.now(),
      revoked_at: null,
      issued_at: clock.now(),
      signature: { alg },
    });
    const platformKey = (await trustedKeys()).get(statement.signature.key_id);
    expect(platformKey && isSignedBy(platformKey, statement)).toBe(true);
  });

  test('is registered once; again, the platform says how it stands now', async () => {
    const signer = await signerWith(alg);
    const enrolled_at = clock.now();
    clock.pass(1000);
    const { body } = await register(signer);
    expect(registerEvidenceKeyAnswerSchema.parse(body).statement).toMatchObject({
      enrolled_at,
      issued_at: clock.now(),
    });
  });

  test('is nobody’s without a proof, or with that of another key or workstation', async () => {
    const { workstationId } = workstation;
    const signer = { workstationId, evidenceKey: newEvidenceKey(alg) };
    const { proof } = registrationOf({ workstationId, evidenceKey: newEvidenceKey(alg) });
    const elsewhere = registrationOf({ ...signer, workstationId: randomUUID() });
    const otherAlg = alg === 'SM2' ? 'Ed25519' : 'SM2';
    for (const change of [
      { proof: '' },
      { proof: 'AAAA' },
      { proof },
      elsewhere,
      { publicKey: 'AAAA' },
      { alg: otherAlg },
    ]) {
      expect(await register(signer, change)).toMatchObject({
        status: 400,
        body: { code: 'evidence-key-invalid' },
      });
    }
  });

  test('belongs to one workstation', async () => {
    const { evidenceKey } = await signerWith(alg);
    const other = await enrolledWorkstation(bench, clock);
    const session = await other.logIn();
    const { workstationId } = other;
    const registration = registrationOf({ workstationId, evidenceKey });
    expect(await other.call('POST', evidencePaths.keys, registration, session.token)).toMatchObject(
      { status: 409, body: { code: 'evidence-key-of-another' } },
    );
  });

  test('signs what anybody can judge, also once its workstation is revoked', async () => {
    const signer = await signerWith(alg);
    const request = await asked();
    const evidence = evidenceOf(request, signer);
    await prove(request, evidence);
    const trusted = await trustedKeys();
    const disclosure = { opening: evidence.opening, number: request.holder.number };
    const { bytes, headers } = await packageOf(evidence);
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="${evidence.record.evidence_id}.evidence"`,
    );
    expect(judgeEvidence([bytes], trusted, { disclosure })).toMatchObject([
      { verdict: 'authentic', notes: [], concern: { isOpening: true, isHolder: true } },
    ]);

    clock.pass(10 * 60 * 1000);
    const { workstationId } = workstation;
    await bench.call('POST', workstationPaths.administeredRevocations, { workstationId });
    const revokedAt = clock.now();
    const decider = await enrolledWorkstation(bench, clock);
    const approver = await decider.logIn('approver');
    const later = await packageOf(evidence, { token: approver.token, station: decider });
    expect(judgeEvidence([later.bytes], trusted)).toMatchObject([
      { verdict: 'authentic', notes: [{ note: 'key-revoked-later', revokedAt }] },
    ]);
  });
});

test('the platform keeps its keys', async () => {
  const before = await trustedKeys();
  await bench.restart();
  expect([...(await trustedKeys()).keys()]).toEqual([...before.keys()]);
});

describe('records that are handed over by themselves', () => {
  let signer: SigningWorkstation;
  beforeEach(async () => {
    signer = await signerWith('SM2');
  });

  /** A new chain, which goes on with each record that is made for its next place. */
  function newChain() {
    const epoch = randomUUID();
    let last: GivenEvidence | undefined;
    return <Evidence extends GivenEvidence>(make: (place: Place) => Evidence): Evidence => {
      const { seq, prev_hash } =
        last === undefined
          ? { seq: 1, prev_hash: chainStart }
          : { seq: last.record.seq + 1, prev_hash: recordHash(last.record) };
      const made = make({ epoch, seq, prev_hash });
      last = made;
      return made;
    };
  }
  type Place = Pick<EvidenceRecord, 'epoch' | 'seq' | 'prev_hash'>;

  const answered = (place: Partial<Place> = {}) => evidenceOf(askedConsent(), signer, place);

  test('prove what was answered while nobody could be asked, and are answered alike again', async () => {
    const next = newChain();
    const records = [next(answered), next(answered)];
    const handOver = async () =>
      (await workstation.call('POST', evidencePaths.records, { records }, token)).body;
    const first = await handOver();
    clock.pass(1000);
    expect(await handOver()).toEqual(first);
    const packages = await Promise.all(records.map((record) => packageOf(record)));
    const files = packages.map(({ bytes }) => bytes);
    expect(judgeEvidence(files, await trustedKeys()).map(({ verdict }) => verdict)).toEqual([
      'authentic',
      'authentic',
    ]);
    const { body } = await bench.call('GET', adminPaths.evidence);
    expect(evidenceCountAnswerSchema.parse(body)).toEqual({ records: 2 });
  });

  test('answer no consent that waits; the same record may prove it then', async () => {
    const request = await asked();
    const evidence = evidenceOf(request, signer);
    expect(await give(evidence)).toEqual(['kept']);
    expect(await stateOf(request)).toBe('pending');
    const received_at = clock.now();
    clock.pass(1000);
    const { consent, envelope } = await prove(request, evidence);
    expect(consent.state).toBe('given');
    expect(envelope).toMatchObject({ received_at });
  });

  test('are rejected each by itself', async () => {
    const { workstationId } = workstation;
    const right = answered();
    const { record } = right;
    const unregistered = { workstationId, evidenceKey: newEvidenceKey('SM2') };
    const elsewhere = { ...record.device, workstation_id: randomUUID() };
    const ofOther = evidenceOf(askedConsent(), signer, { device: elsewhere });
    const handler = { ...record.handler, clerk_no: '9999' };
    const withdrawal = withdrawalOf(askedConsent(), signer, { withdraws: randomUUID() });
    expect(
      await give(
        evidenceOf(askedConsent(), unregistered),
        { ...right, record: { ...record, handler } },
        ofOther,
        { ...right, opening: 'a'.repeat(64) },
        { ...right, pageText: '另一页' },
        { ...right, pageText: null },
        { ...withdrawal, pageText: '一页' },
        withdrawal,
        answered({ seq: 2 }),
        right,
        answered({ epoch: record.epoch }),
        evidenceOf(askedConsent(), signer, { evidence_id: record.evidence_id }),
      ),
    ).toEqual([
      'evidence-key-unknown',
      'evidence-signature-invalid',
      'evidence-differs',
      'evidence-differs',
      'evidence-differs',
      'evidence-differs',
      'evidence-differs',
      'consent-unknown',
      'evidence-chain-broken',
      'kept',
      'evidence-chain-broken',
      'evidence-chain-broken',
    ]);
  });

  test('fill a gap only by what the next one names', async () => {
    const next = newChain();
    const [one, two, three] = [next(answered), next(answered), next(answered)];
    const { epoch, seq, prev_hash } = two.record;
    const between = answered({ epoch, seq, prev_hash });
    expect(await give(one, three, between, two)).toEqual([
      'kept',
      'kept',
      'evidence-chain-broken',
      'kept',
    ]);
  });

  test('withdraw the consent of the answer that they name', async () => {
    const request = await asked();
    const next = newChain();
    const answer = next((place) => evidenceOf(request, signer, place));
    const { evidence_id: withdraws } = answer.record;
    const withdrawal = next((place) => withdrawalOf(request, signer, { ...place, withdraws }));
    await prove(request, answer);
    expect(await give(withdrawal)).toEqual(['kept']);
    expect(await stateOf(request)).toBe('withdrawn');
    const packages = [await packageOf(answer), await packageOf(withdrawal)];
    const files = packages.map(({ bytes }) => bytes);
    expect(judgeEvidence(files, await trustedKeys())).toMatchObject([
      { verdict: 'authentic', notes: [{ note: 'withdrawn' }] },
      { verdict: 'authentic', notes: [] },
    ]);
  });

  test('withdraw what the window has said is withdrawn, and what nobody was asked for', async () => {
    const request = await asked();
    const answer = evidenceOf(request, signer);
    await prove(request, answer);
    const path = consentPaths.withdraw(request.consentId);
    await workstation.call('POST', path, undefined, token);
    const withdrawalFor = ({ record }: GivenEvidence, of: AskConsentRequest) =>
      withdrawalOf(of, signer, { withdraws: record.evidence_id });
    const offline = askedConsent();
    const unasked = evidenceOf(offline, signer);
    expect(
      await give(withdrawalFor(answer, request), unasked, withdrawalFor(unasked, offline)),
    ).toEqual(['kept', 'kept', 'kept']);
    expect(await stateOf(request)).toBe('withdrawn');
  });

  test('withdraw nothing for somebody else, at another workstation, or that is no answer', async () => {
    const request = await asked();
    const answer = evidenceOf(request, signer);
    const { evidence_id: withdraws } = answer.record;
    await prove(request, answer);
    const number = people.rareName.card.idNumber;
    const ofAnother = { ...request, holder: { type: 'person', number } } as const;
    expect(await give(withdrawalOf(ofAnother, signer, { withdraws }))).toEqual([
      'evidence-differs',
    ]);
    const other = await enrolledWorkstation(bench, clock);
    const session = await other.logIn();
    const stranger = await registeredSigner(other.call, other.workstationId, session.token);
    const records = [withdrawalOf(request, stranger, { withdraws })];
    const { body } = await other.call('POST', evidencePaths.records, { records }, session.token);
    expect(body).toMatchObject({ outcomes: [{ rejection: 'consent-unknown' }] });
    expect(await stateOf(request)).toBe('given');
    const withdrawal = withdrawalOf(request, signer, { withdraws });
    const again = { withdraws: withdrawal.record.evidence_id };
    expect(await give(withdrawal, withdrawalOf(request, signer, again))).toEqual([
      'kept',
      'consent-unknown',
    ]);
  });
});

test('a package is for its window and for whoever decides cases', async () => {
  const signer = await signerWith('SM2');
  const here = evidenceOf(askedConsent(), signer);
  const handler = { ...here.record.handler, window: 'A08' };
  const there = evidenceOf(askedConsent(), signer, { handler });
  expect(await give(here, there)).toEqual(['kept', 'kept']);
  const statuses = async (role: Role) => {
    const session = await workstation.logIn(role);
    const read = [here, there, evidenceOf(askedConsent(), signer)].map((evidence) =>
      packageOf(evidence, { token: session.token }),
    );
    return (await Promise.all(read)).map(({ status }) => status);
  };
  expect(await statuses('clerk')).toEqual([200, 404, 404]);
  expect(await statuses('approver')).toEqual([200, 200, 404]);
  expect(await statuses('admin')).toEqual([403, 403, 403]);
});

describe('a workstation that enrols anew', () => {
  test('signs evidence with a new key: the one before it stays revoked', async () => {
    const before = await signerWith('SM2');
    const { workstationId } = workstation;
    await bench.call('POST', workstationPaths.administeredRevocations, { workstationId });
    workstation = await enrolledWorkstation(bench, clock, { workstationId, isKnown: true });
    ({ token } = await workstation.logIn());
    expect(await register(before)).toMatchObject({
      status: 409,
      body: { code: 'evidence-key-revoked' },
    });
    const after = { workstationId, evidenceKey: newEvidenceKey('SM2') };
    expect(await register(after)).toMatchObject({ status: 200 });
    const request = await asked();
    expect(await give(evidenceOf(request, before))).toEqual(['evidence-key-revoked']);
    await prove(request, evidenceOf(request, after));
    expect(await stateOf(request)).toBe('given');
  });

  test('leaves no key behind that was registered in its name, revoked or not', async () => {
    const before = await signerWith('SM2');
    const { workstationId } = workstation;
    workstation = await enrolledWorkstation(bench, clock, { workstationId, isKnown: true });
    ({ token } = await workstation.logIn());
    expect(await register(before)).toMatchObject({ body: { code: 'evidence-key-revoked' } });
  });
});

test('a key of a workstation that was revoked meanwhile is not registered', async () => {
  const { workstationId } = workstation;
  const signer = { workstationId, evidenceKey: newEvidenceKey('SM2') };
  await bench.call('POST', workstationPaths.administeredRevocations, { workstationId });
  expect(await register(signer)).toMatchObject({
    status: 401,
    body: { code: 'workstation-revoked' },
  });
});
