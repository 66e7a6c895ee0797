import { hash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { caseAnswerSchema, casePaths, casesAnswerSchema } from '../../src/contracts/case-api.ts';
import {
  type AskConsentRequest,
  consentAnswerSchema,
  consentPaths,
} from '../../src/contracts/consent-api.ts';
import { handoverPaths } from '../../src/contracts/handover-api.ts';
import { type PlatformEvent, platformPaths } from '../../src/contracts/platform-api.ts';
import { consentPageText } from '../../src/evidence/page-text.ts';
import { askedConsent, holder } from '../testing/asked-consent.ts';
import { windowOf } from '../testing/decided-case.ts';
import { proveConsent } from '../testing/evidence-signer.ts';
import { handedCase } from '../testing/handed-case.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../testing/platform-under-test.ts';
import { receivedCase } from '../testing/received-case.ts';
import { signedInPhone } from '../testing/signed-in-phone.ts';

let clock: StoppedClock;
let bench: PlatformUnderTest;
let window: Awaited<ReturnType<typeof windowOf>>;
let approver: Awaited<ReturnType<typeof windowOf>>;
beforeAll(async () => {
  clock = new StoppedClock();
  const lifetimes = { sessionMs: 1e10, tokenMs: 1e10 };
  bench = await startPlatformUnderTest({ clock, lifetimes });
  approver = await windowOf(bench, 'approver');
});
afterAll(() => bench.stop());
beforeEach(async () => {
  window = await windowOf(bench);
});

const at = '2026-11-24T01:30:00.000Z';

async function ask(change: Partial<AskConsentRequest> = {}): Promise<AskConsentRequest> {
  const request = askedConsent(change);
  const { status } = await bench.call('POST', consentPaths.consents, request, window.token);
  expect(status).toBe(200);
  return request;
}

async function given(change: Partial<AskConsentRequest> = {}): Promise<AskConsentRequest> {
  const request = await ask(change);
  const { workstationId, token } = window;
  expect((await proveConsent(bench.call, workstationId, token, request)).status).toBe(200);
  return request;
}

/** The case that a consent was asked for, as it is handed over. */
function received(
  seq: number,
  { caseId, consentId, page }: Pick<AskConsentRequest, 'caseId' | 'consentId' | 'page'>,
) {
  const event = receivedCase(seq, { caseId });
  const pageDigest = hash('sha256', consentPageText(page));
  const consents = event.payload.consents.map((consent) => ({
    ...consent,
    pageId: consentId,
    pageDigest,
  }));
  return { ...event, payload: { ...event.payload, consents } };
}

function withdrawn(
  seq: number,
  { caseId, consentId }: Pick<AskConsentRequest, 'caseId' | 'consentId'>,
  place: 'evaluator' | 'window' = 'evaluator',
): PlatformEvent {
  const payload = { caseId, consentId, place };
  return { seq, id: randomUUID(), kind: 'consent:withdrawn', at, payload };
}

async function stateOf({ consentId }: AskConsentRequest): Promise<unknown> {
  const { body } = await window.get(consentPaths.consent(consentId));
  const { state, withdrawnAt } = consentAnswerSchema.parse(body);
  return { state, withdrawnAt };
}

async function read(caseId: string, as = approver) {
  return caseAnswerSchema.parse((await as.get(casePaths.case(caseId))).body);
}

async function isShownWithdrawn(caseId: string): Promise<boolean | undefined> {
  const { body } = await window.get(casePaths.cases);
  const { cases } = casesAnswerSchema.parse(body);
  return cases.find((one) => one.caseId === caseId)?.isConsentWithdrawn;
}

const accepted = (ackedThrough: number) => expect.objectContaining({ ackedThrough, rejected: [] });

test('what a window says was taken back opens nothing from then on, at the moment of the touch', async () => {
  const request = await given();
  expect(await window.send(withdrawn(1, request))).toEqual(accepted(1));
  expect(await stateOf(request)).toEqual({ state: 'withdrawn', withdrawnAt: at });
});

test('the same event again changes nothing', async () => {
  const request = await given();
  await window.send(received(1, request));
  const event = withdrawn(2, request);
  await window.send(event);
  const again = { ...withdrawn(3, request, 'window'), at: '2026-11-24T02:00:00.000Z' };
  expect(await window.send(again)).toEqual(accepted(3));
  expect((await read(request.caseId)).history).toHaveLength(1);
  expect(await stateOf(request)).toEqual({ state: 'withdrawn', withdrawnAt: at });
});

test('nobody is asked any longer for what was taken back before the platform heard the answer', async () => {
  const request = await ask();
  expect(await window.send(withdrawn(1, request))).toEqual(accepted(1));
  expect(await stateOf(request)).toMatchObject({ state: 'cancelled' });
});

test('a received case keeps that its consent is used no further, and stays where it is', async () => {
  const request = await given();
  await window.send(received(1, request), withdrawn(2, request));
  const { state, history, isConsentWithdrawn } = await read(request.caseId);
  expect({ state, isConsentWithdrawn }).toEqual({ state: 'received', isConsentWithdrawn: true });
  const { consentId } = request;
  const did = { kind: 'withdraw-consent', consentId, place: 'evaluator', withdrawnAt: at };
  expect(history).toEqual([{ at: clock.now(), state: 'received', did }]);
  expect(await isShownWithdrawn(request.caseId)).toBe(true);
});

test('the department sees it, and decides on as before', async () => {
  const request = await given();
  await window.send(received(1, request));
  expect((await approver.move(request.caseId, { kind: 'accept' })).status).toBe(200);
  await window.send(withdrawn(2, request));
  expect((await read(request.caseId)).state).toBe('accepted');
  const { status } = await approver.move(request.caseId, { kind: 'grant' });
  expect(status).toBe(200);
  const { history } = await read(request.caseId);
  expect(history.map(({ did }) => did.kind)).toEqual(['accept', 'withdraw-consent', 'grant']);
  const { body } = await approver.get(casePaths.caseRecords(request.caseId));
  expect(body).toMatchObject({ SPCL: [{ SPHJMC: '受理' }, { SPHJMC: '准予办结' }] });
});

test('a phone that takes back a consent tells the case that was received with it', async () => {
  const request = await given();
  await window.send(received(1, request));
  const phone = await signedInPhone(bench, holder);
  await bench.call('POST', consentPaths.phoneWithdraw(request.consentId), undefined, phone);
  expect((await read(request.caseId)).history).toMatchObject([{ did: { place: 'phone' } }]);
});

test('a case that was received without the consent is told nothing', async () => {
  const request = await given();
  await window.send(receivedCase(1, { caseId: request.caseId }), withdrawn(2, request));
  const { history, isConsentWithdrawn } = await read(request.caseId);
  expect({ history, isConsentWithdrawn }).toEqual({ history: [] });
});

test('a consent that was never asked for here is taken back with its case', async () => {
  const unasked = askedConsent();
  const events = [received(1, unasked), withdrawn(2, unasked, 'window')];
  expect(await window.send(...events)).toEqual(accepted(2));
  expect((await read(unasked.caseId)).history).toMatchObject([{ did: { place: 'window' } }]);
  expect(await window.send(withdrawn(3, { ...unasked, caseId: randomUUID() }))).toEqual(
    accepted(3),
  );
});

test('a window speaks for its own cases only', async () => {
  const request = await given();
  const other = await windowOf(bench);
  expect(await other.send(withdrawn(1, request))).toMatchObject({
    rejected: [{ seq: 1, code: 'consent-of-another-workstation' }],
  });
  expect(await stateOf(request)).toMatchObject({ state: 'given' });
});

/** A page that asks for two cases. @returns the second of them */
async function givenForTwo() {
  const { page, itemCode, variant, licences } = askedConsent();
  const two = { ...page, licences: [...page.licences, ...page.licences] };
  const along = { caseId: randomUUID(), itemCode, variant, licences, positions: [1] };
  return { request: await given({ page: two, positions: [0], along: [along] }), along };
}

test('whoever has taken over one case of a page speaks for it too', async () => {
  const { request, along } = await givenForTwo();
  const there = await windowOf(bench, 'supervisor', randomUUID());
  const { token } = await bench.logIn(there.workstationId, 'supervisor', 'A08');
  const handoverId = randomUUID();
  const offer = { handoverId, toWindowId: 'A08', case: handedCase({ caseId: along.caseId }) };
  const steps = [
    [handoverPaths.handovers, offer, window.token],
    [handoverPaths.take(handoverId), undefined, token],
    [handoverPaths.confirm(handoverId), undefined, token],
  ] as const;
  for (const [path, body, as] of steps) {
    expect((await bench.call('POST', path, body, as)).status).toBe(200);
  }
  const { consentId } = request;
  const event = withdrawn(1, { consentId, caseId: along.caseId });
  const batch = { workstationId: there.workstationId, epoch: randomUUID(), events: [event] };
  const { body } = await bench.call('POST', platformPaths.batches, batch, token);
  expect(body).toMatchObject({ ackedThrough: 1, rejected: [] });
  expect(await stateOf(request)).toMatchObject({ state: 'withdrawn' });
});

test('every case of a page is told, whichever of them the window names', async () => {
  const { request, along } = await givenForTwo();
  const { consentId } = request;
  await window.send(received(1, request), received(2, { ...request, caseId: along.caseId }));
  await window.send(withdrawn(3, { consentId, caseId: along.caseId }));
  for (const caseId of [request.caseId, along.caseId]) {
    expect((await read(caseId)).history).toMatchObject([{ did: { kind: 'withdraw-consent' } }]);
  }
});
