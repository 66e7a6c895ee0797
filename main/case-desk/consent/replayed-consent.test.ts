import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { people } from '../../../reference-platform/seed/people.ts';
import { consentPaths } from '../../../src/contracts/consent-api.ts';
import type { ConsentPage } from '../../../src/contracts/evaluator-page.ts';
import {
  evidencePaths,
  type GiveEvidenceRequest,
  giveEvidenceRequestSchema,
} from '../../../src/evidence/evidence-api.ts';
import { fail } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import type { Fetch } from '../../platform-client/http.ts';
import {
  type Counter,
  counterAt,
  platformOfTests,
  toReview,
} from '../testing/counter-under-test.ts';
import { answering } from '../testing/desk-under-test.ts';

/* X26: what somebody has once agreed to is used again, in another case, on another day, from another device. */

const bench = platformOfTests();
const day = 24 * 3_600_000;

/** Listens in on what a workstation proves to the platform. */
function tappedNetwork() {
  const proved: GiveEvidenceRequest[] = [];
  let token = '';
  const tapped: Fetch = (address, init) => {
    const headers = new Headers(init.headers);
    token = headers.get('authorization')?.replace('Bearer ', '') ?? token;
    if (new URL(address).pathname.endsWith('/evidence') && typeof init.body === 'string') {
      const body = giveEvidenceRequestSchema.safeParse(JSON.parse(init.body));
      if (body.success) proved.push(body.data);
    }
    return fetch(address, init);
  };
  return { fetch: tapped, proved, token: () => token };
}

async function askedOnScreen(at: Counter): Promise<ConsentPage> {
  await toReview(at);
  expect(at.desk.cases.pushConsent(at.desk.caseId())).toEqual(ok(null));
  await at.desk.until(() => at.desk.cases.onPhone()?.state === 'waiting');
  at.desk.show();
  const page = at.desk.evaluator.current();
  if (page.kind !== 'consent') throw new Error(`the screen shows ${page.kind}`);
  at.clock.pass(page.minimumDisplaySeconds * 1000);
  return page;
}

const touch = (at: Counter, page: ConsentPage) =>
  at.desk.cases.pageActed(page.pageId, answering(page, [0]), 'touch');

/** Somebody has agreed once, and what the workstation has sent of it has been heard. */
async function agreedOnce() {
  const network = tappedNetwork();
  const at = await counterAt(bench(), { fetch: network.fetch });
  const page = await askedOnScreen(at);
  expect(touch(at, page)).toEqual(ok(null));
  await at.desk.stage('filling-form');
  const [proof] = network.proved;
  if (proof === undefined) throw new Error('nothing was proved to the platform');
  const replay = (consentId: string, token = network.token()) =>
    bench().call('POST', consentPaths.evidence(consentId), proof, token);
  return { at, page, proof, replay, network };
}

const stateOf = async (at: Counter, pageId: string) => {
  const found = await at.desk.platform.consents.find(pageId);
  return found.ok ? found.value.state : found.problem.code;
};

test('in another case: neither the touch of then nor its record answers the page of now', async () => {
  const { at, page, replay } = await agreedOnce();
  at.desk.cases.send(at.desk.caseId(), { type: 'case.closed' });
  const next = await askedOnScreen(at);
  expect(next.pageId).not.toBe(page.pageId);
  expect(touch(at, page)).toEqual(fail('consent.page-not-on-screen'));
  expect(await replay(next.pageId)).toEqual({ status: 422, body: { code: 'evidence-differs' } });
  expect(at.desk.cases.current()?.subject).toMatchObject({ stage: 'asking-consent', consents: [] });
  expect(await stateOf(at, next.pageId)).toBe('pending');
});

test('on another day: it is still the consent of then, and none of now', async () => {
  const { at, page, replay } = await agreedOnce();
  at.desk.cases.send(at.desk.caseId(), { type: 'case.closed' });
  at.clock.pass(day);
  at.desk.cases.passTime();
  const next = await askedOnScreen(at);
  expect(touch(at, page)).toEqual(fail('consent.page-not-on-screen'));
  const again = await replay(page.pageId);
  const then = { consentId: page.pageId, state: 'given' };
  expect(again).toMatchObject({ status: 200, body: { consent: then } });
  expect((await replay(next.pageId)).status).toBe(422);
  expect(await stateOf(at, next.pageId)).toBe('pending');
  expect(at.desk.cases.current()?.subject.consents).toEqual([]);
});

test('from another device: the platform knows neither the consent nor the key', async () => {
  const { page, proof, replay } = await agreedOnce();
  const { token } = await bench().logIn(randomUUID(), 'clerk', 'A08');
  expect(await replay(page.pageId, token)).toEqual({
    status: 404,
    body: { code: 'consent-unknown' },
  });
  const { record, opening, pageText } = proof;
  const records = [{ record, opening, pageText }];
  const { body } = await bench().call('POST', evidencePaths.records, { records }, token);
  expect(body).toMatchObject({ outcomes: [{ rejection: expect.any(String) }] });
});

test('for somebody else: a page of theirs is not answered by it', async () => {
  const { at, replay } = await agreedOnce();
  at.desk.cases.send(at.desk.caseId(), { type: 'case.closed' });
  await toReview(at, people.rareName);
  expect(at.desk.cases.pushConsent(at.desk.caseId())).toEqual(ok(null));
  await at.desk.until(() => at.desk.cases.onPhone()?.state === 'waiting');
  const { pageId } = at.desk.evaluator.current();
  expect((await replay(pageId)).status).toBe(422);
  expect(await stateOf(at, pageId)).toBe('pending');
});
