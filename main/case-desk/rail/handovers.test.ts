import { describe, expect, test } from 'vitest';
import { clerks } from '../../../reference-platform/seed/accounts.ts';
import { flexibleInsuranceItem } from '../../../reference-platform/seed/flexible-insurance-item.ts';
import { people } from '../../../reference-platform/seed/people.ts';
import { windowOf } from '../../../reference-platform/testing/decided-case.ts';
import { pdfOf } from '../../../reference-platform/testing/handed-in-file.ts';
import { caseAnswerSchema } from '../../../src/contracts/case-api.ts';
import { handoverPaths } from '../../../src/contracts/handover-api.ts';
import { type Case, hasEnded } from '../../../src/domain/case.ts';
import type { ResidentCard } from '../../../src/domain/identity-card.ts';
import { fail } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import { createAttachmentDesk } from '../../attachments/attachment-desk.ts';
import type { Fetch } from '../../platform-client/http.ts';
import { temporaryFolder } from '../../storage/testing/temporary-folder.ts';
import { readLease } from '../open-case/case-lease.ts';
import { citizensPhone } from '../testing/citizens-phone.ts';
import {
  type Counter,
  chooseItem,
  counterAt,
  platformOfTests,
  toForm,
  toReview,
} from '../testing/counter-under-test.ts';

const bench = platformOfTests();
const { allGood } = people;
const there = { windowId: 'A08', clerk: clerks.supervisor };

/** A network that loses the next calls to a path: before they arrive, or their answers. */
function lossyNetwork() {
  const losses: { readonly path: string; readonly lost: 'request' | 'answer' }[] = [];
  const lossAt = (init: RequestInit, address: string) => {
    const target = `${init.method} ${new URL(address).pathname}`;
    const index = losses.findIndex(({ path }) => target === path);
    return index < 0 ? undefined : losses.splice(index, 1)[0]?.lost;
  };
  const network: Fetch = async (address, init) => {
    const lost = lossAt(init, address);
    if (lost === 'request') throw new TypeError('the request was lost');
    const answer = await fetch(address, init);
    if (lost === undefined) return answer;
    await answer.arrayBuffer();
    throw new TypeError('the answer was lost');
  };
  return {
    fetch: network,
    /** Every call is tried twice, so a loss strikes both tries. */
    lose: (path: string, lost: 'request' | 'answer', tries = 2) => {
      for (let count = 0; count < tries; count += 1) losses.push({ path, lost });
    },
  };
}

async function giverAt(network?: Fetch): Promise<Counter> {
  return counterAt(bench(), network === undefined ? {} : { fetch: network });
}

async function takerAt(network?: Fetch, folder = temporaryFolder()): Promise<Counter> {
  return counterAt(bench(), {
    place: { ...there, folder },
    ...(network === undefined ? {} : { fetch: network }),
  });
}

/** A case that has been taken, and whose taking could not be confirmed. */
async function unconfirmed(lost: 'request' | 'answer') {
  const network = lossyNetwork();
  const [giver, taker] = [await giverAt(), await takerAt(network.fetch)];
  const caseId = await toTypedForm(giver);
  await handOver(giver);
  const handoverId = await offerOf(taker, caseId);
  network.lose(`POST ${handoverPaths.confirm(handoverId)}`, lost);
  await takeUp(taker, caseId);
  await taker.desk.until(() => current(taker)?.failure?.code === 'platform.unreachable');
  return { giver, taker, caseId, handoverId };
}

const current = ({ desk }: Counter) => desk.cases.current()?.subject;
const field = ({ desk }: Counter, key: string) =>
  desk.cases.current()?.form?.find((one) => one.key === key);
const lineOf = ({ desk }: Counter, caseId: string) =>
  desk.cases.summaries().find(({ id }) => id === caseId);
const handOver = ({ desk }: Counter, windowId = 'A08') =>
  desk.cases.handovers.offer(desk.caseId(), windowId);

/** Resolves when the offer of a case is seen at the other window. */
async function offerOf(at: Counter, caseId: string): Promise<string> {
  const offer = () => at.desk.cases.handovers.waiting().find((one) => one.caseId === caseId);
  at.desk.cases.handovers.look();
  await at.desk.until(() => offer() !== undefined);
  return offer()?.handoverId ?? '';
}

/** Resolves when the platform has said that it has an offer. */
const offered = ({ desk }: Counter) =>
  desk.until(() =>
    desk.logged.some((line) => line.event === 'handover.stands' && line.state === 'offered'),
  );

async function takeUp(at: Counter, caseId: string) {
  const handoverId = await offerOf(at, caseId);
  return at.desk.cases.handovers.takeUp(handoverId, at.desk.session.items());
}

/** A case as a counter has it stored; undefined where it has none that has not ended. */
function stored({ storage }: Counter, caseId: string): Case | undefined {
  const found = storage.cases.load(caseId);
  return found.ok && !hasEnded(found.value.stage) ? found.value : undefined;
}

/** The windows at which a case can be worked on, by what they have stored. */
function placesOf(caseId: string, ...counters: readonly Counter[]): number {
  const between = new Set(['handing-over', 'taking-over']);
  return counters.filter((at) => {
    const found = stored(at, caseId);
    return found !== undefined && !between.has(found.stage);
  }).length;
}

/** Waits until the giver has let a case go. */
async function letGo(at: Counter, caseId: string) {
  at.desk.cases.handovers.look();
  await at.desk.until(() => stored(at, caseId) === undefined);
}

async function toTypedForm(at: Counter): Promise<string> {
  await toForm(at);
  const caseId = at.desk.caseId();
  expect(at.desk.cases.typeField(caseId, 'emergencyContact', '陈小样')).toEqual(ok(null));
  return caseId;
}

test('a case goes on at the other window where it was, and nobody is asked again', async () => {
  const [giver, taker] = [await giverAt(), await takerAt()];
  const caseId = await toTypedForm(giver);
  const holding = current(giver);
  const pages = taker.desk.sent.length;
  expect(await handOver(giver)).toEqual(ok(null));
  expect(current(giver)).toBeUndefined();
  expect(lineOf(giver, caseId)).toMatchObject({ stage: 'handing-over', handedTo: { id: 'A08' } });

  expect(await takeUp(taker, caseId)).toEqual(ok(null));
  await taker.desk.stage('filling-form');
  expect(current(taker)).toMatchObject({
    id: caseId,
    clerk: clerks.supervisor.account,
    applicant: { number: allGood.card.idNumber },
    consents: [{ outcome: 'agreed' }],
  });
  expect(current(taker)).not.toHaveProperty('handover');
  expect(current(taker)).not.toHaveProperty('carried');
  expect(field(taker, 'emergencyContact')?.current?.value).toBe('陈小样');
  expect(field(taker, 'address')?.current?.provenance.kind).toBe('card');
  expect(taker.desk.sent.slice(pages).filter(({ kind }) => kind === 'consent')).toEqual([]);

  await letGo(giver, caseId);
  expect(lineOf(giver, caseId)).toBeUndefined();
  expect(holding && readLease(giver, holding)).toEqual(fail('lease.ended'));

  taker.desk.cases.typeField(caseId, 'emergencyPhone', '13800000000');
  expect(taker.desk.cases.submit(caseId)).toEqual(ok(null));
  await taker.desk.stage('received');
  const approver = await windowOf(bench(), 'approver');
  const { body } = await approver.get(`/api/v1/cases/${caseId}`);
  expect(caseAnswerSchema.parse(body)).toMatchObject({ caseId });
});

test('the other window hears of the offer by itself, and the giver of the end', async () => {
  const [giver, taker] = [await giverAt(), await takerAt()];
  const caseId = await toTypedForm(giver);
  await handOver(giver);
  taker.desk.hint();
  await taker.desk.until(() =>
    taker.desk.cases.handovers.waiting().some((one) => one.caseId === caseId),
  );
  await takeUp(taker, caseId);
  await taker.desk.stage('filling-form');
  giver.desk.hint();
  await giver.desk.until(() => stored(giver, caseId) === undefined);
});

test('what was decided between sources is decided at the other window too', async () => {
  const [giver, taker] = [await giverAt(), await takerAt()];
  const moved: ResidentCard = { ...allGood.card, address: '广东省佛山市样例区新居路8号' };
  giver.clock.pass(1);
  giver.desk.cases.open();
  chooseItem(giver.desk, allGood.variant);
  giver.arrive(moved);
  await giver.desk.stage('reviewing');
  giver.desk.cases.pushConsent(giver.desk.caseId());
  giver.desk.answer('agree');
  await giver.desk.stage('filling-form');
  const caseId = giver.desk.caseId();
  const choice = { claim: 1, reason: 'misrecorded', asksCorrection: true } as const;
  expect(giver.desk.cases.settleConflict(caseId, 'address', choice)).toEqual(ok(null));
  const decided = field(giver, 'address');
  await handOver(giver);
  await takeUp(taker, caseId);
  await taker.desk.stage('filling-form');
  expect(field(taker, 'address')?.conflict?.decision).toEqual(decided?.conflict?.decision);
  expect(field(taker, 'address')?.current?.value).toBe(decided?.current?.value);
});

test('a case whose citizen has not been asked yet is asked at the other window', async () => {
  const [giver, taker] = [await giverAt(), await takerAt()];
  await toReview(giver);
  const caseId = giver.desk.caseId();
  await handOver(giver);
  await takeUp(taker, caseId);
  await taker.desk.stage('reviewing');
  expect(taker.desk.cases.pushConsent(caseId)).toEqual(ok(null));
  expect(taker.desk.answer('agree')).toEqual(ok(null));
  await taker.desk.stage('filling-form');
  await letGo(giver, caseId);
});

test('what a citizen has declined stays on paper', async () => {
  const [giver, taker] = [await giverAt(), await takerAt()];
  await toReview(giver);
  const caseId = giver.desk.caseId();
  giver.desk.cases.pushConsent(caseId);
  giver.desk.answer('decline');
  expect(giver.desk.cases.send(caseId, { type: 'paper.chosen' })).toEqual(ok(null));
  await giver.desk.stage('filling-form');
  const { handedInOtherwise } = current(giver) ?? {};
  await handOver(giver);
  await takeUp(taker, caseId);
  await taker.desk.stage('filling-form');
  expect(current(taker)).toMatchObject({ handedInOtherwise, consents: [{ outcome: 'declined' }] });
});

test('what was taken back on the way opens nothing at the other window, and is said there', async () => {
  const [giver, taker] = [await giverAt(), await takerAt()];
  const caseId = await toTypedForm(giver);
  const { pageId = '' } = current(giver)?.consents.at(-1) ?? {};
  await handOver(giver);
  const phone = await citizensPhone(bench(), allGood.card);
  expect(await phone.withdraw(pageId)).toBe(200);
  await takeUp(taker, caseId);
  await taker.desk.until(() => current(taker)?.failure?.code === 'consent.revoked');
  expect(current(taker)).toMatchObject({
    stage: 'reviewing',
    consents: [{ outcome: 'declined', answeredOn: 'phone' }],
  });
  expect(taker.desk.cases.send(caseId, { type: 'paper.chosen' })).toEqual(ok(null));
  await taker.desk.stage('filling-form');
  expect(field(taker, 'emergencyContact')?.current?.value).toBe('陈小样');
});

test('of two matters of one page one may go: its answer goes along, and the page stays with the other', async () => {
  const [giver, taker] = [await giverAt(), await takerAt()];
  const { settledWorker: person } = people;
  const choose = ({ code }: { readonly code: string }, variant: string) => {
    const item = giver.desk.session.items().find((one) => one.code === code);
    if (item === undefined) throw new Error('the item is not offered');
    expect(giver.desk.cases.chooseItem(giver.desk.caseId(), item, variant)).toEqual(ok(null));
  };
  giver.clock.pass(1);
  giver.desk.cases.open();
  choose(person.item, person.variant);
  giver.arrive(person.card);
  await giver.desk.stage('reviewing');
  const first = giver.desk.caseId();
  giver.clock.pass(1);
  expect(giver.desk.cases.openAnother(first)).toEqual(ok(null));
  choose(flexibleInsuranceItem, 'residence-permit');
  await giver.desk.stage('reviewing');
  const caseId = giver.desk.caseId();
  giver.desk.cases.pushConsent(caseId);
  await giver.desk.until(() => giver.desk.cases.onPhone()?.state === 'waiting');
  expect(giver.desk.answer('agree')).toEqual(ok(null));
  await giver.desk.stage('filling-form');
  const { pageId = '' } = current(giver)?.consents.at(-1) ?? {};

  expect(await handOver(giver)).toEqual(ok(null));
  await takeUp(taker, caseId);
  await taker.desk.stage('filling-form');
  expect(current(taker)).not.toHaveProperty('visitId');
  const [record] = current(taker)?.consents ?? [];
  expect(record).toMatchObject({ pageId, outcome: 'agreed' });
  expect(record).not.toHaveProperty('along');
  expect(record).not.toHaveProperty('positions');
  await letGo(giver, caseId);
  expect(await giver.desk.platform.consents.find(pageId)).toMatchObject({ ok: true });
  expect(await taker.desk.platform.consents.find(pageId)).toMatchObject({ ok: false });
  expect(giver.desk.cases.resume(first)).toEqual(ok(null));
  await giver.desk.stage('filling-form');
});

test('that somebody has gone away is known at the other window, where they prove that they are back', async () => {
  const [giver, taker] = [await giverAt(), await takerAt()];
  await toReview(giver);
  const caseId = giver.desk.caseId();
  expect(giver.desk.cases.markLeft(caseId)).toEqual(ok(null));
  giver.desk.cases.resume(caseId);
  expect(await handOver(giver)).toEqual(ok(null));
  await takeUp(taker, caseId);
  await taker.desk.stage('reviewing');
  expect(taker.desk.cases.pushConsent(caseId)).toEqual(fail('case.citizen-left'));
  taker.arrive(allGood.card);
  await taker.desk.until(() => current(taker)?.leftAt === undefined);
  await taker.desk.stage('reviewing');
  expect(taker.desk.cases.pushConsent(caseId)).toEqual(ok(null));
});

test('a page that is being shown is taken back first, and a phone that was faster is heard', async () => {
  const network = lossyNetwork();
  const [giver, taker] = [await giverAt(network.fetch), await takerAt()];
  await toReview(giver);
  const caseId = giver.desk.caseId();
  giver.desk.cases.pushConsent(caseId);
  giver.desk.show();
  await giver.desk.until(() => giver.desk.cases.onPhone()?.state === 'waiting');
  const page = giver.desk.sent.at(-1);
  if (page?.kind !== 'consent') throw new Error('no page is shown');
  const phone = await citizensPhone(bench(), allGood.card);
  expect(await phone.answer(page, 'agreed')).toBe(200);
  network.lose(`GET ${handoverPaths.windows}`, 'request');
  expect(await handOver(giver)).toEqual(fail('handover.offline'));
  await giver.desk.stage('filling-form');
  expect(await handOver(giver)).toEqual(ok(null));
  await takeUp(taker, caseId);
  await taker.desk.stage('filling-form');
});

test('files go with the case, and count as handed in by the taker', async () => {
  const [giver, taker] = [await giverAt(), await takerAt()];
  await toForm(giver);
  const caseId = giver.desk.caseId();
  const file = pdfOf('portrait');
  const desk = createAttachmentDesk({
    clock: giver.clock,
    cases: giver.desk.cases,
    files: giver.storage.attachments,
    chooseFiles: async () => [],
    log: { info: () => undefined, warn: () => undefined },
  });
  const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), file]);
  const wanted = current(giver)?.waiverList?.lines.find(
    ({ status }) => status === 'needed-on-paper',
  );
  expect(desk.addPhoto(caseId, wanted?.material.code ?? '', jpeg)).toEqual(ok(null));
  const [before] = current(giver)?.attachments ?? [];
  await handOver(giver);
  const handoverId = await offerOf(taker, caseId);
  const path = `${handoverPaths.handover(handoverId)}/attachments`;
  bench().platform.misbehave({ path, fault: 'truncatedBody', times: 1 });
  expect(await takeUp(taker, caseId)).toEqual(fail('platform.wrong-shape'));
  expect(stored(taker, caseId)).toBeUndefined();
  await takeUp(taker, caseId);
  await taker.desk.stage('filling-form');
  const [after] = current(taker)?.attachments ?? [];
  expect(after).toEqual({ ...before, id: after?.id });
  expect(taker.storage.attachments.read(after?.id ?? '')).toEqual(ok(jpeg));
  await letGo(giver, caseId);
  expect(giver.storage.attachments.read(before?.id ?? '')).toEqual(fail('attachment.unknown'));
});

describe('a case comes back', () => {
  test('when the giver takes it back, and is open again', async () => {
    const [giver, taker] = [await giverAt(), await takerAt()];
    const caseId = await toTypedForm(giver);
    await handOver(giver);
    const handoverId = await offerOf(taker, caseId);
    expect(await giver.desk.cases.handovers.takeBack(caseId)).toEqual(ok(null));
    expect(current(giver)).toMatchObject({ id: caseId, stage: 'filling-form' });
    expect(current(giver)).not.toHaveProperty('handover');
    expect(field(giver, 'emergencyContact')?.current?.value).toBe('陈小样');
    expect(await taker.desk.cases.handovers.takeUp(handoverId, [])).toEqual(fail('item.unknown'));
    expect(await taker.desk.cases.handovers.takeUp(handoverId, taker.desk.session.items())).toEqual(
      fail('handover.ended'),
    );
    expect(stored(taker, caseId)).toBeUndefined();
  });

  test('not once somebody has taken it', async () => {
    const [giver, taker] = [await giverAt(), await takerAt()];
    const caseId = await toTypedForm(giver);
    await handOver(giver);
    await takeUp(taker, caseId);
    await taker.desk.stage('filling-form');
    expect(await giver.desk.cases.handovers.takeBack(caseId)).toEqual(fail('handover.taken'));
    await giver.desk.until(() => stored(giver, caseId) === undefined);
    expect(placesOf(caseId, giver, taker)).toBe(1);
  });

  test('when the receiver declines it, and says from where', async () => {
    const [giver, taker] = [await giverAt(), await takerAt()];
    const caseId = await toTypedForm(giver);
    await handOver(giver);
    const handoverId = await offerOf(taker, caseId);
    expect(await taker.desk.cases.handovers.decline(handoverId)).toEqual(ok(null));
    expect(taker.desk.cases.handovers.waiting()).not.toContainEqual(
      expect.objectContaining({ handoverId }),
    );
    giver.desk.hint();
    await giver.desk.until(() => lineOf(giver, caseId)?.isSentBack === true);
    expect(giver.desk.cases.resume(caseId)).toEqual(ok(null));
    expect(current(giver)).toMatchObject({
      stage: 'filling-form',
      failure: { code: 'handover.declined', info: { window: '综合窗口 A08' } },
    });
  });
});

describe('a case does not go', () => {
  test('where the platform cannot be reached: it stays as it was', async () => {
    const network = lossyNetwork();
    const giver = await giverAt(network.fetch);
    const caseId = await toTypedForm(giver);
    const before = current(giver);
    network.lose(`GET ${handoverPaths.windows}`, 'request');
    expect(await handOver(giver)).toEqual(fail('handover.offline'));
    expect(current(giver)).toEqual(before);
    expect(giver.desk.cases.typeField(caseId, 'emergencyPhone', '1')).toEqual(ok(null));
  });

  test.each(['A07', 'N03', 'A99'])('to %s', async (windowId) => {
    const giver = await giverAt();
    await toTypedForm(giver);
    expect(await handOver(giver, windowId)).toEqual(fail('handover.window-unknown'));
    expect(current(giver)?.stage).toBe('filling-form');
  });

  test('before it is known whom it is for', async () => {
    const giver = await giverAt();
    giver.desk.cases.open();
    chooseItem(giver.desk, allGood.variant);
    expect(await handOver(giver)).toEqual(fail('case.not-at-this-step'));
  });

  test('anywhere else while it is on its way, nor is it opened or closed', async () => {
    const giver = await giverAt();
    const caseId = await toTypedForm(giver);
    await handOver(giver);
    expect(giver.desk.cases.resume(caseId)).toEqual(fail('handover.under-way'));
    giver.desk.cases.leave();
    giver.desk.cases.begin();
    expect(current(giver)).toBeUndefined();
    giver.arrive(allGood.card);
    expect(current(giver)?.id).not.toBe(caseId);
  });

  test('to whoever has not been offered it', async () => {
    const giver = await giverAt();
    const caseId = await toTypedForm(giver);
    await handOver(giver);
    const { id = '' } = stored(giver, caseId)?.handover ?? {};
    const { handovers } = giver.desk.cases;
    expect(await handovers.takeUp(id, giver.desk.session.items())).toEqual(fail('handover.ended'));
    expect(await handovers.decline(id)).toEqual(fail('handover.ended'));
    expect(stored(giver, caseId)?.stage).toBe('handing-over');
  });
});

describe('wherever it is cut off, a case is at one window or on its way', () => {
  const offer = `POST ${handoverPaths.handovers}`;

  test.each(['request', 'answer'] as const)('the %s of the offer is lost', async (lost) => {
    const network = lossyNetwork();
    const [giver, taker] = [await giverAt(network.fetch), await takerAt()];
    const caseId = await toTypedForm(giver);
    network.lose(offer, lost);
    expect(await handOver(giver)).toEqual(ok(null));
    expect(stored(giver, caseId)?.stage).toBe('handing-over');
    giver.desk.cases.handovers.nudge();
    await offered(giver);
    await takeUp(taker, caseId);
    await taker.desk.stage('filling-form');
    await letGo(giver, caseId);
    expect(placesOf(caseId, giver, taker)).toBe(1);
  });

  test('the offer is refused: the case is where it was, and says why', async () => {
    const giver = await giverAt();
    const caseId = await toTypedForm(giver);
    bench().platform.misbehave({ path: '/api/v1/handovers', fault: 'status500' });
    expect(await handOver(giver)).toMatchObject({ ok: false });
    expect(current(giver)?.id).toBe(caseId);
    expect(current(giver)?.stage).toBe('filling-form');
  });

  test('an offer that never arrived is taken back, and cannot arrive later', async () => {
    const network = lossyNetwork();
    const [giver, taker] = [await giverAt(network.fetch), await takerAt()];
    const caseId = await toTypedForm(giver);
    network.lose(offer, 'request');
    await handOver(giver);
    const { handover } = stored(giver, caseId) ?? {};
    expect(await giver.desk.cases.handovers.takeBack(caseId)).toEqual(ok(null));
    expect(current(giver)?.stage).toBe('filling-form');
    expect(await giver.desk.platform.handovers.find(handover?.id ?? '')).toEqual(ok('taken-back'));
    expect(placesOf(caseId, giver, taker)).toBe(1);
  });

  test('the giver’s program ends between storing the offer and sending it', async () => {
    const network = lossyNetwork();
    const [giver, taker] = [await giverAt(network.fetch), await takerAt()];
    const caseId = await toTypedForm(giver);
    network.lose(offer, 'request');
    await handOver(giver);
    const again = await counterAt(bench(), {
      place: { windowId: 'A07', clerk: clerks.clerk, folder: giver.folder },
    });
    await offered(again);
    await offerOf(taker, caseId);
    expect(lineOf(again, caseId)).toMatchObject({ handedTo: { id: 'A08' } });
    expect(await again.desk.cases.handovers.takeBack(caseId)).toEqual(ok(null));
  });

  test('the answer to taking is lost: taken again, it is the same case', async () => {
    const network = lossyNetwork();
    const [giver, taker] = [await giverAt(), await takerAt(network.fetch)];
    const caseId = await toTypedForm(giver);
    await handOver(giver);
    const handoverId = await offerOf(taker, caseId);
    network.lose(`POST ${handoverPaths.take(handoverId)}`, 'answer');
    expect(await takeUp(taker, caseId)).toEqual(fail('platform.unreachable'));
    expect(placesOf(caseId, giver, taker)).toBe(0);
    expect(stored(taker, caseId)).toBeUndefined();
    expect(await takeUp(taker, caseId)).toEqual(ok(null));
    await taker.desk.stage('filling-form');
    await letGo(giver, caseId);
  });

  test('the taker cannot store it: it may be given back', async () => {
    let isFull = false;
    const giver = await giverAt();
    const taker = await counterAt(bench(), {
      wrap: (storage) => ({
        ...storage,
        cases: {
          ...storage.cases,
          save: (subject) => {
            if (isFull) throw new Error('the disk is full');
            storage.cases.save(subject);
          },
        },
      }),
      place: there,
    });
    const caseId = await toTypedForm(giver);
    await handOver(giver);
    const handoverId = await offerOf(taker, caseId);
    isFull = true;
    expect(await takeUp(taker, caseId)).toMatchObject({ ok: false });
    expect(stored(taker, caseId)).toBeUndefined();
    expect(await taker.desk.cases.handovers.decline(handoverId)).toEqual(ok(null));
    giver.desk.hint();
    await giver.desk.until(() => stored(giver, caseId)?.stage === 'filling-form');
  });

  test.each(['request', 'answer'] as const)('the %s of the confirmation is lost', async (lost) => {
    const { giver, taker, caseId } = await unconfirmed(lost);
    expect(current(taker)?.stage).toBe('taking-over');
    expect(taker.desk.cases.send(caseId, { type: 'case.closed' })).toEqual(
      fail('case.not-at-this-step'),
    );
    expect(placesOf(caseId, giver, taker)).toBe(0);
    expect(taker.desk.cases.send(caseId, { type: 'step.tried-again' })).toEqual(ok(null));
    await taker.desk.stage('filling-form');
    await letGo(giver, caseId);
    expect(placesOf(caseId, giver, taker)).toBe(1);
  });

  test('the taker’s program ends before it has confirmed: it confirms when somebody is there again', async () => {
    const { giver, taker, caseId } = await unconfirmed('request');
    const again = await takerAt(undefined, taker.folder);
    await again.desk.stage('filling-form');
    expect(current(again)?.id).toBe(caseId);
    await letGo(giver, caseId);
    expect(placesOf(caseId, giver, again)).toBe(1);
  });

  test('it is not confirmed and goes back: the taker keeps nothing of it', async () => {
    const { giver, taker, caseId, handoverId } = await unconfirmed('request');
    // As at the end of the day: the platform gives it back before the taker could confirm.
    expect(await taker.desk.platform.handovers.decline(handoverId)).toEqual(ok('declined'));
    taker.desk.cases.send(caseId, { type: 'step.tried-again' });
    await taker.desk.stage('closed');
    expect(stored(taker, caseId)).toBeUndefined();
    giver.desk.hint();
    await giver.desk.until(() => stored(giver, caseId)?.stage === 'filling-form');
    expect(placesOf(caseId, giver, taker)).toBe(1);
  });
});

test('a case goes there and back again', async () => {
  const [giver, taker] = [await giverAt(), await takerAt()];
  const caseId = await toTypedForm(giver);
  await handOver(giver);
  await takeUp(taker, caseId);
  await taker.desk.stage('filling-form');
  await letGo(giver, caseId);
  taker.desk.cases.typeField(caseId, 'emergencyPhone', '13800000000');
  expect(await handOver(taker, 'A07')).toEqual(ok(null));
  await takeUp(giver, caseId);
  await giver.desk.stage('filling-form');
  await letGo(taker, caseId);
  expect(field(giver, 'emergencyContact')?.current?.value).toBe('陈小样');
  expect(giver.desk.cases.submit(caseId)).toEqual(ok(null));
  await giver.desk.stage('received');
});
