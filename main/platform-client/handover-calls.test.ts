import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { clerks } from '../../reference-platform/seed/accounts.ts';
import { handedCase } from '../../reference-platform/testing/handed-case.ts';
import { digestOf, fileSender, pdfOf } from '../../reference-platform/testing/handed-in-file.ts';
import {
  type PlatformUnderTest,
  startPlatformUnderTest,
} from '../../reference-platform/testing/platform-under-test.ts';
import { fail } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { createPlatformClient, type PlatformClient } from './platform-client.ts';

let bench: PlatformUnderTest;
beforeAll(async () => {
  bench = await startPlatformUnderTest();
});
afterEach(() => bench.platform.behave());
afterAll(() => bench.stop());

async function clientAt(windowId: string): Promise<PlatformClient> {
  const client = createPlatformClient({
    fetch: (address, init) => fetch(address, init),
    origin: () => ok(bench.url),
    onReached: () => undefined,
    onExpired: () => undefined,
  });
  const { account, password } = clerks.clerk;
  const opened = await client.logIn({ account, password, windowId, workstationId: randomUUID() });
  expect(opened.ok).toBe(true);
  return client;
}

const offerOf = (change: Parameters<typeof handedCase>[0] = {}) => ({
  handoverId: randomUUID(),
  toWindowId: 'A08',
  case: handedCase(change),
});

test('an answer that is lost is asked for once more', async () => {
  const [{ handovers: here }, { handovers: there }] = [
    await clientAt('A07'),
    await clientAt('A08'),
  ];
  const offer = offerOf();
  const path = '/api/v1/handovers';
  const lostOnce = () => bench.platform.misbehave({ path, fault: 'resetAfterCommit', times: 1 });
  lostOnce();
  expect(await here.offer(offer)).toEqual(ok('offered'));
  lostOnce();
  expect(await there.take(offer.handoverId)).toEqual(ok(offer.case));
  lostOnce();
  expect(await there.confirm(offer.handoverId)).toEqual(ok('taken'));
  lostOnce();
  expect(await here.find(offer.handoverId)).toEqual(ok('taken'));
});

test('what the platform has never heard of is not there, and cannot be moved', async () => {
  const { handovers } = await clientAt('A07');
  const unknown = randomUUID();
  expect(await handovers.find(unknown)).toEqual(ok(undefined));
  expect(await handovers.takeBack(unknown)).toEqual(fail('handover.ended'));
  expect(await handovers.offer({ ...offerOf(), toWindowId: 'N03' })).toEqual(
    fail('handover.window-unknown'),
  );
  expect(await handovers.offer(offerOf({ itemCode: 'none' }))).toEqual(fail('item.unknown'));
});

test('a file is there for whoever is taking its case, or else it is said why not', async () => {
  const [giver, { handovers: there }] = [await clientAt('A07'), await clientAt('A08')];
  const key = await giver.freshToken();
  if (!key.ok) throw new Error(key.problem.code);
  const content = pdfOf('a page', 100_000);
  await fileSender(bench, key.value.token).sendAll(content);
  const file = {
    material: 'portrait',
    digest: digestOf(content),
    bytes: content.length,
    mediaType: 'application/pdf',
    origin: 'file',
    addedAt: '2026-11-24T01:00:00.000Z',
  } as const;
  const offer = offerOf({ attachments: [file] });
  await giver.handovers.offer(offer);
  const fetched = () => there.attachment(offer.handoverId, file.digest);
  expect(await fetched()).toEqual(fail('handover.ended'));
  await there.take(offer.handoverId);
  const whole = await fetched();
  expect(whole.ok && digestOf(whole.value)).toBe(file.digest);

  const path = '/api/v1/handovers';
  bench.platform.misbehave({ path, fault: 'resetBeforeCommit', times: 1 });
  expect(await fetched()).toEqual(fail('platform.unreachable'));
  bench.platform.misbehave({ path, fault: 'status500', times: 1 });
  expect(await fetched()).toEqual(fail('platform.server-error', { status: 500 }));
});
