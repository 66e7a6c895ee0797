import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { attachmentPaths } from '../../src/contracts/attachment-api.ts';
import { changesAnswerSchema } from '../../src/contracts/changes.ts';
import { consentPaths } from '../../src/contracts/consent-api.ts';
import {
  handoverPaths,
  handoversAnswerSchema,
  handoverWindowsAnswerSchema,
} from '../../src/contracts/handover-api.ts';
import { licenceApiPaths, licenceAuthAnswerSchema } from '../../src/contracts/licence-api.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import type { HandedCase } from '../../src/domain/handover.ts';
import { maskName } from '../../src/domain/masking.ts';
import { openDatabase } from '../database/open-database.ts';
import { elderCardItem } from '../seed/elder-card-item.ts';
import { askedConsent, holder } from '../testing/asked-consent.ts';
import { proveConsent } from '../testing/evidence-signer.ts';
import { handedCase } from '../testing/handed-case.ts';
import { digestOf, fileSender, pdfOf } from '../testing/handed-in-file.ts';
import { callLibrary, operator } from '../testing/library-caller.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
  workstationId,
} from '../testing/platform-under-test.ts';
import { receivedCase } from '../testing/received-case.ts';

const thereId = '0193a000-0000-7000-8000-000000000008';
let clock: StoppedClock;
let bench: PlatformUnderTest;
/** A clerk at A07, who gives, and a supervisor at A08. */
let here: string;
let there: string;
beforeEach(async () => {
  clock = new StoppedClock();
  bench = await startPlatformUnderTest({ clock });
  ({ token: here } = await bench.logIn());
  ({ token: there } = await bench.logIn(thereId, 'supervisor', 'A08'));
});
afterEach(() => bench.stop());

/** Offers a case from A07 to A08. */
async function offered(change: Partial<HandedCase> = {}) {
  const request = { handoverId: randomUUID(), toWindowId: 'A08', case: handedCase(change) };
  expect(await offer(request)).toMatchObject({ status: 200, body: { state: 'offered' } });
  return request;
}

const offer = (request: unknown, token = here) =>
  bench.call('POST', handoverPaths.handovers, request, token);

type Move = 'take' | 'confirm' | 'takeBack' | 'decline';
const move = (to: Move, handoverId: string, token: string) =>
  bench.call('POST', handoverPaths[to](handoverId), undefined, token);
const stateOf = async (handoverId: string, token = here) =>
  (await bench.call('GET', handoverPaths.handover(handoverId), undefined, token)).body;

async function waiting(token = there) {
  const { body } = await bench.call('GET', handoverPaths.handovers, undefined, token);
  return handoversAnswerSchema.parse(body).handovers;
}

async function hints(token: string) {
  const { body } = await bench.call('GET', platformPaths.changes, undefined, token);
  return changesAnswerSchema
    .parse(body)
    .changes.flatMap((change) => (change.kind === 'handover:moved' ? [change.state] : []));
}

/** What the platform's database holds of a hand-over. */
async function kept(handoverId: string) {
  const db = await openDatabase(bench.dataDir);
  const row = await db
    .selectFrom('handovers')
    .select(['handed_case', 'applicant_masked'])
    .where('handover_id', '=', handoverId)
    .executeTakeFirstOrThrow();
  await db.destroy();
  return row;
}
const nothing = { handed_case: null, applicant_masked: null };

test('a case may go to the other windows of the hall, and who is there is told', async () => {
  const { body } = await bench.call('GET', handoverPaths.windows, undefined, here);
  expect(handoverWindowsAnswerSchema.parse(body).windows).toEqual([
    { id: 'A08', name: '综合窗口 A08', isStaffed: true },
  ]);
  await bench.call('DELETE', platformPaths.currentSession, undefined, there);
  const after = await bench.call('GET', handoverPaths.windows, undefined, here);
  expect(handoverWindowsAnswerSchema.parse(after.body).windows[0]?.isStaffed).toBe(false);
});

test('an offer is seen where it is for, without what is in it', async () => {
  const { handoverId, case: handed } = await offered();
  expect(await waiting()).toEqual([
    {
      handoverId,
      caseId: handed.caseId,
      from: { id: 'A07', name: '综合窗口 A07' },
      itemCode: elderCardItem.code,
      itemName: elderCardItem.name,
      applicantMasked: maskName(holder.name),
      since: clock.now(),
    },
  ]);
  expect(await waiting(here)).toEqual([]);
  expect([await hints(here), await hints(there)]).toEqual([['offered'], ['offered']]);
});

test('the same offer again changes nothing, another one of the same case is refused', async () => {
  const request = await offered();
  expect(await offer(request)).toMatchObject({ status: 200, body: { state: 'offered' } });
  expect(await waiting()).toHaveLength(1);
  expect(await offer({ ...request, handoverId: randomUUID() })).toMatchObject({
    status: 409,
    body: { code: 'handover-under-way' },
  });
  expect(await offer({ ...request, case: handedCase() })).toMatchObject({
    status: 409,
    body: { code: 'handover-id-taken' },
  });
});

test.each(['A07', 'N03', 'A99'])('a case does not go to the window %s', async (toWindowId) => {
  const request = { handoverId: randomUUID(), toWindowId, case: handedCase() };
  expect(await offer(request)).toMatchObject({ status: 404, body: { code: 'window-unknown' } });
});

test('a case of an item or with a file that the platform does not have is not offered', async () => {
  const request = { handoverId: randomUUID(), toWindowId: 'A08' };
  const unknown = { ...request, case: handedCase({ itemCode: 'no-such-item' }) };
  expect(await offer(unknown)).toMatchObject({ status: 404, body: { code: 'item-unknown' } });
  const attachments = [fileOf(pdfOf('never sent'))];
  expect(await offer({ ...request, case: handedCase({ attachments }) })).toMatchObject({
    status: 409,
    body: { code: 'attachment-missing' },
  });
});

test('the case is answered again until it is confirmed, and then nowhere any more', async () => {
  const { handoverId, case: handed } = await offered();
  expect(await move('take', handoverId, there)).toEqual({ status: 200, body: { case: handed } });
  expect(await move('take', handoverId, there)).toEqual({ status: 200, body: { case: handed } });
  expect(await waiting()).toHaveLength(1);
  expect(await move('confirm', handoverId, there)).toMatchObject({ body: { state: 'taken' } });
  expect(await move('confirm', handoverId, there)).toMatchObject({ body: { state: 'taken' } });
  expect(await kept(handoverId)).toEqual(nothing);
  expect(await move('take', handoverId, there)).toMatchObject({
    status: 409,
    body: { code: 'handover-ended' },
  });
  expect(await waiting()).toEqual([]);
  expect(await hints(here)).toEqual(['offered', 'taking', 'taken']);
});

test('of two workstations at one window the first has it', async () => {
  const { token: beside } = await bench.logIn(randomUUID(), 'clerk', 'A08');
  const { handoverId } = await offered();
  await move('take', handoverId, there);
  expect(await waiting(beside)).toEqual([]);
  for (const act of ['take', 'confirm', 'decline'] as const) {
    expect(await move(act, handoverId, beside)).toMatchObject({
      status: 409,
      body: { code: 'handover-taken' },
    });
  }
});

test('the giver has it back as long as nobody has taken it', async () => {
  const { handoverId } = await offered();
  expect(await move('takeBack', handoverId, here)).toMatchObject({
    body: { state: 'taken-back' },
  });
  expect(await move('takeBack', handoverId, here)).toMatchObject({
    body: { state: 'taken-back' },
  });
  expect(await kept(handoverId)).toEqual(nothing);
  expect(await move('take', handoverId, there)).toMatchObject({
    status: 409,
    body: { code: 'handover-ended' },
  });

  const second = await offered();
  await move('take', second.handoverId, there);
  expect(await move('takeBack', second.handoverId, here)).toMatchObject({
    status: 409,
    body: { code: 'handover-taken' },
  });
});

test.each([false, true])('the receiver gives it back, taken: %s', async (isTaken) => {
  const { handoverId } = await offered();
  if (isTaken) await move('take', handoverId, there);
  expect(await move('decline', handoverId, there)).toMatchObject({ body: { state: 'declined' } });
  expect(await kept(handoverId)).toEqual(nothing);
  expect(await stateOf(handoverId)).toEqual({ handoverId, state: 'declined' });
  expect(await move('confirm', handoverId, there)).toMatchObject({ status: 409 });
});

test.each([false, true])('at the end of the day it goes back, taken: %s', async (isTaken) => {
  const { handoverId } = await offered();
  if (isTaken) await move('take', handoverId, there);
  // 2026-11-24T09:00 where the hall is.
  clock.pass(15 * 3_600_000 - 1);
  ({ token: here } = await bench.logIn());
  ({ token: there } = await bench.logIn(thereId, 'supervisor', 'A08'));
  expect(await waiting()).toHaveLength(1);
  clock.pass(1);
  expect(await waiting()).toEqual([]);
  expect(await kept(handoverId)).toEqual(nothing);
  expect(await stateOf(handoverId)).toEqual({ handoverId, state: 'lapsed' });
  expect(await move('confirm', handoverId, there)).toMatchObject({
    status: 409,
    body: { code: 'handover-ended' },
  });
  expect((await hints(here)).at(-1)).toBe('lapsed');
});

test('what has gone back may be offered anew', async () => {
  const { handoverId, ...request } = await offered();
  await move('decline', handoverId, there);
  const again = { ...request, handoverId: randomUUID() };
  expect(await offer(again)).toMatchObject({ status: 200, body: { state: 'offered' } });
});

test('somebody who is neither side learns nothing', async () => {
  const { token: stranger } = await bench.logIn(randomUUID());
  const { handoverId } = await offered();
  for (const act of ['take', 'confirm', 'takeBack', 'decline'] as const) {
    expect(await move(act, handoverId, stranger)).toMatchObject({
      status: 404,
      body: { code: 'handover-unknown' },
    });
  }
  expect(await stateOf(handoverId, stranger)).toEqual({ code: 'handover-unknown' });
});

test('offers outlast a restart of the platform', async () => {
  const { handoverId } = await offered();
  await bench.restart();
  expect(await waiting()).toMatchObject([{ handoverId }]);
});

describe('what belongs to the case goes with it', () => {
  test('its files, for whoever is taking it and then for good', async () => {
    const file = pdfOf('a page');
    await fileSender(bench, here).sendAll(file);
    const { handoverId } = await offered({ attachments: [fileOf(file)] });
    const get = async (path: string, token: string) => {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await fetch(bench.url + path, { headers });
      return { status: answer.status, content: Buffer.from(await answer.arrayBuffer()) };
    };
    const path = handoverPaths.attachment(handoverId, digestOf(file));
    expect((await get(path, there)).status).toBe(404);
    await move('take', handoverId, there);
    expect(await get(path, there)).toEqual({ status: 200, content: file });
    expect((await get(path, here)).status).toBe(404);
    const other = handoverPaths.attachment(handoverId, digestOf(pdfOf('another')));
    expect((await get(other, there)).status).toBe(404);
    await move('confirm', handoverId, there);
    expect((await get(path, there)).status).toBe(404);
    const own = await get(attachmentPaths.attachment(digestOf(file)), there);
    expect(own.status).toBe(200);
  });

  test('its consents: the taker speaks for them and hears of them, and they open the licence', async () => {
    const request = askedConsent();
    const { consentId, caseId } = request;
    await bench.call('POST', consentPaths.consents, request, here);
    await proveConsent(bench.call, workstationId, here, request);
    const { handoverId } = await offered({ caseId });
    await move('take', handoverId, there);
    const find = (token: string) =>
      bench.call('GET', consentPaths.consent(consentId), undefined, token);
    expect((await find(there)).status).toBe(404);
    await move('confirm', handoverId, there);
    expect(await find(there)).toMatchObject({ status: 200, body: { state: 'given' } });
    expect((await find(here)).status).toBe(404);

    const library = await callLibrary(bench);
    const { body } = await library.call('POST', licenceApiPaths.auth, {
      identity_number: holder.idNumber,
      service_item_code: elderCardItem.code,
      service_item_name: elderCardItem.name,
      biz_num: caseId,
      page_index: 1,
      page_size: 150,
      request_id: '1',
      operator,
    });
    const { data, auth_codes } = licenceAuthAnswerSchema.parse(body);
    const place = data?.findIndex(({ license_code }) => license_code === holder.licenceCode) ?? -1;
    const opening = `${licenceApiPaths.getLicence}?auth_code=${auth_codes?.[place]}`;
    expect((await library.call('GET', opening)).body).toMatchObject({ ack_code: 'SUCCESS' });

    const withdraw = consentPaths.withdraw(consentId);
    expect((await bench.call('POST', withdraw, undefined, there)).status).toBe(200);
  });
});

test('a case that was received is not handed over', async () => {
  const event = receivedCase(1);
  const batch = { workstationId, epoch: randomUUID(), events: [event] };
  await bench.call('POST', platformPaths.batches, batch, here);
  const handed = handedCase({ caseId: event.payload.caseId });
  const request = { handoverId: randomUUID(), toWindowId: 'A08', case: handed };
  expect(await offer(request)).toMatchObject({ status: 409, body: { code: 'case-received' } });
});

function fileOf(content: Buffer) {
  return {
    material: 'portrait',
    digest: digestOf(content),
    bytes: content.length,
    mediaType: 'application/pdf',
    origin: 'file',
    addedAt: clock.now(),
  } as const;
}
