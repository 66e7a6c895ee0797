import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  auditForksAnswerSchema,
  auditPaths,
  giveAuditHeadAnswerSchema,
} from '../../src/audit/audit-api.ts';
import { type AuditHead, headHash, signHead } from '../../src/audit/audit-head.ts';
import { workstationPaths } from '../../src/contracts/workstation-api.ts';
import { evidencePaths } from '../../src/evidence/evidence-api.ts';
import { signatureAlgorithms } from '../../src/evidence/profiles/evidence-profile.ts';
import { isSignedBy, type SigningKey } from '../../src/evidence/signed-statement.ts';
import { readTrustedKeys } from '../../src/evidence/trusted-keys.ts';
import { newEvidenceKey, registeredSigner } from '../testing/evidence-signer.ts';
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

const epoch = randomUUID();
const row = (letter: string) => letter.repeat(64);

const tell = (head: AuditHead) => workstation.call('POST', auditPaths.heads, { head }, token);

async function signer(alg: (typeof signatureAlgorithms)[number] = 'SM2') {
  const { workstationId } = workstation;
  const { evidenceKey } = await registeredSigner(workstation.call, workstationId, token, alg);
  return (seq: number, hash: string, key: SigningKey = evidenceKey, at = epoch) =>
    signHead({ workstationId, head: { epoch: at, seq, hash }, at: clock.now() }, key);
}

async function receiptOf(head: AuditHead) {
  const { status, body } = await tell(head);
  expect(status).toBe(200);
  return giveAuditHeadAnswerSchema.parse(body).receipt;
}

async function forks() {
  const { body } = await bench.call('GET', auditPaths.administeredForks);
  return auditForksAnswerSchema.parse(body).forks;
}

describe.each(signatureAlgorithms)('with a key of %s', (alg) => {
  test('a head is countersigned, and again it is answered as before', async () => {
    const head = (await signer(alg))(7, row('a'));
    const receipt = await receiptOf(head);
    expect(receipt).toMatchObject({ head_hash: headHash(head), received_at: clock.now() });
    const trusted = readTrustedKeys(await (await fetch(bench.url + evidencePaths.trust)).text());
    const key = trusted.ok ? trusted.value.get(receipt.signature.key_id) : undefined;
    expect(key && isSignedBy(key, receipt)).toBe(true);
    clock.pass(60_000);
    expect(await receiptOf(head)).toEqual(receipt);
  });
});

test('a log goes on, in a new database from anywhere', async () => {
  const headAt = await signer();
  await receiptOf(headAt(7, row('a')));
  await receiptOf(headAt(9, row('b')));
  await receiptOf(headAt(3, row('c'), undefined, randomUUID()));
  expect(await forks()).toEqual([]);
});

test('a head that goes back or says otherwise is refused, and kept as what it is', async () => {
  const headAt = await signer();
  await receiptOf(headAt(7, row('a')));
  clock.pass(1000);
  const receivedAt = clock.now();
  for (const head of [headAt(7, row('b')), headAt(5, row('c')), headAt(5, row('c'))]) {
    expect(await tell(head)).toMatchObject({ status: 409, body: { code: 'audit-head-forked' } });
  }
  const { workstationId } = workstation;
  expect(await forks()).toEqual(
    expect.arrayContaining([
      { workstationId, seq: 7, receivedAt },
      { workstationId, seq: 5, receivedAt },
    ]),
  );
  expect(await forks()).toHaveLength(2);
  // What was said is told again as before.
  await receiptOf(headAt(8, row('d')));
});

test('nobody else’s head is countersigned', async () => {
  const headAt = await signer();
  const refused = async (head: AuditHead) => (await tell(head)).body;
  expect(await refused(headAt(1, row('a'), newEvidenceKey('SM2')))).toEqual({
    code: 'evidence-key-unknown',
  });
  const good = headAt(1, row('a'));
  expect(await refused({ ...good, seq: 2 })).toEqual({ code: 'audit-head-invalid' });
  expect(await refused({ ...good, workstation_id: randomUUID() })).toEqual({
    code: 'audit-head-invalid',
  });
  const other = await enrolledWorkstation(bench, clock);
  const session = await other.logIn();
  expect(await other.call('POST', auditPaths.heads, { head: good }, session.token)).toMatchObject({
    status: 422,
    body: { code: 'evidence-key-unknown' },
  });
  await bench.call('POST', workstationPaths.administeredRevocations, {
    workstationId: workstation.workstationId,
  });
  expect((await tell(good)).status).toBe(401);
  expect(await forks()).toEqual([]);
});
