import { hash, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { accessLogAnswerSchema, accessLogPaths } from '../../src/contracts/access-log-api.ts';
import { type AskConsentRequest, consentPaths } from '../../src/contracts/consent-api.ts';
import {
  licenceApiPaths,
  licenceAuthAnswerSchema,
  licenceTokenAnswerSchema,
} from '../../src/contracts/licence-api.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import type { ServiceItem } from '../../src/domain/service-item.ts';
import { evidencePaths, giveRecordsAnswerSchema } from '../../src/evidence/evidence-api.ts';
import { type AnswerRecord, recordHash } from '../../src/evidence/evidence-record.ts';
import { consentPageText } from '../../src/evidence/page-text.ts';
import { elderCardItem } from '../seed/elder-card-item.ts';
import { birthItem } from '../seed/items/birth-item.ts';
import { people } from '../seed/people.ts';
import { askedConsent, holder } from '../testing/asked-consent.ts';
import { evidenceOf, withdrawalOf } from '../testing/evidence-of.ts';
import { proveConsent, registeredSigner } from '../testing/evidence-signer.ts';
import { callLibrary, type LibraryCaller, operator, refusalOf } from '../testing/library-caller.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
  workstationId,
} from '../testing/platform-under-test.ts';
import { signedInPhone } from '../testing/signed-in-phone.ts';
import { offlineConsentDays } from './offline-consents.ts';

let clock: StoppedClock;
let bench: PlatformUnderTest;
let token: string;
let library: LibraryCaller;
beforeEach(async () => {
  clock = new StoppedClock();
  bench = await startPlatformUnderTest({ clock });
  ({ token } = await bench.logIn());
  library = await callLibrary(bench);
});
afterEach(() => bench.stop());

/** The 用证码 of the holder's licence for a case, or of somebody else's first. */
async function authCode(
  caseId: string,
  idNumber: string = holder.idNumber,
  item: Pick<ServiceItem, 'code' | 'name'> = elderCardItem,
): Promise<string> {
  const { body } = await library.call('POST', licenceApiPaths.auth, {
    identity_number: idNumber,
    service_item_code: item.code,
    service_item_name: item.name,
    biz_num: caseId,
    page_index: 1,
    page_size: 150,
    request_id: '1',
    operator,
  });
  const { data, auth_codes } = licenceAuthAnswerSchema.parse(body);
  const own = data?.findIndex(({ license_code }) => license_code === holder.licenceCode) ?? -1;
  return auth_codes?.[idNumber === holder.idNumber ? own : 0] ?? '';
}

const open = async (code: string, path: keyof typeof licenceApiPaths = 'getLicence') =>
  (await library.call('GET', `${licenceApiPaths[path]}?auth_code=${code}`)).body;

const opened = { ack_code: 'SUCCESS', data: { license_code: holder.licenceCode } };
const closed = refusalOf('licence-not-consented');

async function asked(): Promise<AskConsentRequest> {
  const request = askedConsent();
  expect((await bench.call('POST', consentPaths.consents, request, token)).status).toBe(200);
  return request;
}

async function answered(request: AskConsentRequest, decision: 'agreed' | 'declined') {
  const phone = await signedInPhone(bench, holder);
  const pageDigest = hash('sha256', consentPageText(request.page));
  const body = { pageDigest, decisions: [decision], chosenSingly: [] };
  const path = consentPaths.phoneAnswer(request.consentId);
  expect((await bench.call('POST', path, body, phone)).status).toBe(200);
  return phone;
}

test('a licence opens once its holder has agreed, and not before', async () => {
  const request = await asked();
  const code = await authCode(request.caseId);
  expect(await open(code)).toMatchObject(closed);
  await answered(request, 'agreed');
  expect(await open(code)).toMatchObject(opened);
});

const proved = (request: AskConsentRequest, decisions?: readonly ('agreed' | 'declined')[]) =>
  proveConsent(bench.call, workstationId, token, request, decisions);

test('an answer on the evaluator opens it too, once the workstation has proved it', async () => {
  const request = await asked();
  expect((await proved(request)).status).toBe(200);
  expect(await open(await authCode(request.caseId))).toMatchObject(opened);
});

test('what was declined stays closed', async () => {
  const request = await asked();
  await answered(request, 'declined');
  expect(await open(await authCode(request.caseId))).toMatchObject(closed);
});

test('a consent opens nothing for another case', async () => {
  const [given, other] = [await asked(), await asked()];
  await answered(given, 'agreed');
  expect(await open(await authCode(other.caseId))).toMatchObject(closed);
});

test('nor for another matter, where the case has become one', async () => {
  const request = await asked();
  await answered(request, 'agreed');
  const { caseId } = request;
  expect(await open(await authCode(caseId, holder.idNumber, birthItem))).toMatchObject(closed);
  expect(await open(await authCode(caseId))).toMatchObject(opened);
});

test('of two cases on one page each opens what was agreed to for it, be it the same licence', async () => {
  const base = askedConsent();
  const other = { caseId: randomUUID(), itemCode: base.itemCode, variant: base.variant };
  const [card] = base.page.licences;
  const request: AskConsentRequest = {
    ...base,
    positions: [1],
    along: [{ ...other, licences: base.licences, positions: [0] }],
    page: { ...base.page, licences: card === undefined ? [] : [card, card] },
  };
  expect((await bench.call('POST', consentPaths.consents, request, token)).status).toBe(200);
  expect((await proved(request, ['agreed', 'declined'])).status).toBe(200);
  expect(await open(await authCode(other.caseId))).toMatchObject(opened);
  expect(await open(await authCode(base.caseId))).toMatchObject(closed);
});

test('a withdrawal voids codes that were given, and pages that are open', async () => {
  const request = await asked();
  const code = await authCode(request.caseId);
  const phone = await answered(request, 'agreed');
  const { data } = licenceTokenAnswerSchema.parse(await open(code, 'token'));
  const page = `${bench.url}${platformPaths.licenceLibrary}${licenceApiPaths.page}?license_access_token=${data?.license_access_token}`;
  expect((await fetch(page)).status).toBe(200);
  const path = consentPaths.phoneWithdraw(request.consentId);
  expect((await bench.call('POST', path, undefined, phone)).status).toBe(200);
  expect((await fetch(page)).status).toBe(403);
  for (const use of ['getLicence', 'archive'] as const) {
    expect(await open(code, use)).toMatchObject(closed);
  }
});

test('where no consent was asked for, the word of the workstation counts', async () => {
  expect(await open(await authCode(askedConsent().caseId))).toMatchObject(opened);
});

/** Hands over what was answered while the platform was away: about a type, for nobody had looked the licence up. */
async function answeredOffline(change: Partial<AnswerRecord['choices'][number]> = {}) {
  const request = askedConsent();
  const signer = await registeredSigner(bench.call, workstationId, token);
  const { record } = evidenceOf(request, signer);
  const choices = record.choices.map((choice) => ({
    ...choice,
    license_code_commitment: null,
    resolved: 'later' as const,
    ...change,
  }));
  const given = evidenceOf(request, signer, { choices });
  const answer = await bench.call('POST', evidencePaths.records, { records: [given] }, token);
  expect(giveRecordsAnswerSchema.parse(answer.body).outcomes).toEqual([
    { evidenceId: given.record.evidence_id, envelope: expect.any(Object) },
  ]);
  return { ...request, given, signer };
}

test('what was agreed to while the platform was away opens licences of that type', async () => {
  const { caseId } = await answeredOffline();
  expect(await open(await authCode(caseId))).toMatchObject(opened);
});

test.each([
  ['what was declined', { decision: 'declined' as const }],
  ['another type', { license_item_code: 'another' }],
  ['a field that the item has not registered', { fields: ['CXKH'] }],
])('%s then opens nothing', async (_, change) => {
  const { caseId } = await answeredOffline(change);
  expect(await open(await authCode(caseId))).toMatchObject(closed);
});

test('it opens nothing of somebody else, for another matter, or after a week', async () => {
  const { caseId } = await answeredOffline();
  const other = people.rareName.card.idNumber;
  expect(await open(await authCode(caseId, other))).toMatchObject(closed);
  expect(await open(await authCode(caseId, holder.idNumber, birthItem))).toMatchObject(closed);
  clock.pass(offlineConsentDays * 86_400_000 + 60_000);
  ({ token } = await bench.logIn());
  library = await callLibrary(bench);
  expect(await open(await authCode(caseId))).toMatchObject(closed);
});

test('nor once it has been withdrawn', async () => {
  const { given, signer, ...request } = await answeredOffline();
  const withdrawal = withdrawalOf(request, signer, {
    withdraws: given.record.evidence_id,
    epoch: given.record.epoch,
    seq: 2,
    prev_hash: recordHash(given.record),
  });
  await bench.call('POST', evidencePaths.records, { records: [withdrawal] }, token);
  expect(await open(await authCode(request.caseId))).toMatchObject(closed);
});

test('what one person is asked keeps the licences of another neither open nor closed', async () => {
  const { caseId } = await asked();
  expect(await open(await authCode(caseId, people.rareName.card.idNumber))).toMatchObject({
    ack_code: 'SUCCESS',
  });
  expect(await open(await authCode(caseId))).toMatchObject(closed);
});

test('holders learn who has looked at their data, when and what for, and never what was seen', async () => {
  const person = { idNumber: holder.idNumber, name: holder.name };
  await bench.call('POST', platformPaths.personValues, person, token);
  clock.pass(1000);
  const request = await asked();
  const code = await authCode(request.caseId);
  const phone = await answered(request, 'agreed');
  await open(code);
  const log = (as: string) =>
    bench.call('POST', accessLogPaths.accessLog, { subject: { type: 'person' } }, as);
  const { entries } = accessLogAnswerSchema.parse((await log(phone)).body);
  const org = '佛山市行政服务中心';
  expect(entries[0]).toEqual({
    id: expect.any(Number),
    at: clock.now(),
    kind: 'values',
    source: '居民户口簿',
    org: expect.any(String),
    operator: operator.account,
    cause: elderCardItem.name,
  });
  expect(entries.map(({ kind }) => kind)).toContain('listed');
  expect(entries.at(-1)).toMatchObject({ kind: 'recorded-values', source: '自然人库', org });
  expect(JSON.stringify(entries)).not.toContain(holder.name);
  const stranger = await signedInPhone(bench, people.noLicence.card);
  expect((await log(stranger)).body).toEqual({ entries: [], hasMore: false });
});
