import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest';
import { clerks } from '../../reference-platform/seed/accounts.ts';
import { people } from '../../reference-platform/seed/people.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../../reference-platform/testing/platform-under-test.ts';
import { receivedCase } from '../../reference-platform/testing/received-case.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { fail } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { deskUnderTest, reading } from '../case-desk/testing/desk-under-test.ts';
import { createPlatformClient } from '../platform-client/platform-client.ts';
import { createPlatformLink } from '../platform-client/platform-link.ts';
import { openTestStorage } from '../storage/testing/storage-under-test.ts';
import { temporaryFolder } from '../storage/testing/temporary-folder.ts';
import { createChangeFeed } from './change-feed.ts';

let bench: PlatformUnderTest;
beforeAll(async () => {
  bench = await startPlatformUnderTest();
});
afterEach(() => bench.platform.behave());
afterAll(() => bench.stop());

/** A counter whose case the platform has taken, while the answer to it was lost. */
async function counterWithLostAnswer() {
  const storage = await openTestStorage(temporaryFolder());
  const cursors: (string | null)[] = [];
  let onAsked: () => void = () => undefined;
  const desk = deskUnderTest({
    url: bench.url,
    storage,
    clock: new StoppedClock(),
    fetch: async (address, init) => {
      const { pathname, searchParams } = new URL(address);
      if (pathname === platformPaths.changes) cursors.push(searchParams.get('since'));
      onAsked();
      return fetch(address, init);
    },
  });
  onTestFinished(() => desk.cases.leave());
  const { account, password } = clerks.clerk;
  expect(await desk.session.logIn(account, password)).toEqual(ok(null));
  const item = desk.session.items()[0];
  if (item === undefined) throw new Error('no item is registered');
  const { cases, caseId } = desk;
  cases.open();
  cases.chooseItem(caseId(), item, people.noLicence.variant);
  cases.hearDevice({ kind: 'card-read', reading: reading(people.noLicence.card) });
  await desk.stage('reviewing');
  cases.send(caseId(), { type: 'paper.chosen' });
  await desk.stage('filling-form');
  for (const [key, value] of [
    ['registeredAddress', '样例区桂花街12号'],
    ['householder', '样例'],
    ['emergencyContact', '样例'],
    ['emergencyPhone', '13800000000'],
  ] as const) {
    cases.typeField(caseId(), key, value);
  }
  bench.platform.misbehave({ path: platformPaths.batches, fault: 'dropConnectionAfterCommit' });
  cases.submit(caseId());
  await desk.until(() => desk.logged.some(({ event }) => event === 'outbox.not-sent'));
  desk.drain.stop();
  /** Resolves when the changes have been asked for this many times. */
  const asked = (times: number) =>
    new Promise<void>((resolve) => {
      onAsked = () => {
        if (cursors.length >= times) resolve();
      };
      onAsked();
    });
  return { desk, cursors, asked };
}

test('a number whose answer was lost is heard from the changes, and nothing is heard twice', async () => {
  const { desk, cursors, asked } = await counterWithLostAnswer();
  let heard = 0;
  const feed = createChangeFeed({
    platform: desk.platform,
    onChanges: (changes) => {
      heard += changes.length;
      return desk.cases.hearChanges(changes);
    },
    log: { info: () => undefined, warn: () => undefined },
  });
  feed.pull();
  await desk.stage('received');
  expect(desk.cases.current()?.subject.caseNumber).toMatch(/\d{6,}/);
  feed.pull();
  feed.pull();
  await asked(3);
  expect(cursors.slice(0, 2)).toEqual([null, expect.any(String)]);
  expect(heard).toBe(1);
});

test('changes that could not be stored are asked for again from the same place', async () => {
  const { desk, cursors } = await counterWithLostAnswer();
  const outcomes = [fail('storage.not-written'), undefined];
  const said = new Set<string>();
  const waiting = new Set<() => void>();
  const note = (event: string) => {
    said.add(event);
    for (const look of waiting) look();
  };
  const feed = createChangeFeed({
    platform: desk.platform,
    onChanges: (changes) => outcomes.shift() ?? desk.cases.hearChanges(changes),
    log: { info: note, warn: note },
  });
  const isSaid = (event: string) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (said.has(event)) resolve();
      };
      waiting.add(look);
      look();
    });
  feed.pull();
  await isSaid('changes.not-taken');
  expect(desk.cases.current()?.subject.stage).toBe('submitting');
  feed.pull();
  feed.pull();
  await desk.stage('received');
  expect(cursors.slice(0, 2)).toEqual([null, null]);
});

test('a platform that does not answer is asked from the same place at the next hint', async () => {
  const { desk, cursors } = await counterWithLostAnswer();
  bench.platform.misbehave({ path: platformPaths.changes, fault: 'status500', times: 1 });
  let onNoted: () => void = () => undefined;
  const noted = new Promise<void>((resolve) => {
    onNoted = resolve;
  });
  const logged: string[] = [];
  const note = (event: string) => {
    logged.push(event);
    onNoted();
  };
  const feed = createChangeFeed({
    platform: desk.platform,
    onChanges: desk.cases.hearChanges,
    log: { info: note, warn: note },
  });
  feed.pull();
  await noted;
  expect(logged).toEqual(['changes.not-pulled']);
  // A hint that comes while one is being dealt with is not lost.
  feed.pull();
  await desk.stage('received');
  expect(cursors.slice(0, 2)).toEqual([null, null]);
});

test('hints that come twice, late or not at all, and a cursor of before, cost no change and bring none twice', async () => {
  const heard: string[] = [];
  let hints = 0;
  let look: () => void = () => undefined;
  const until = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      look = () => {
        if (holds()) resolve();
      };
      look();
    });
  const platform = createPlatformClient({
    fetch,
    origin: () => ok(bench.url),
    onReached: () => undefined,
    onExpired: () => undefined,
  });
  const feed = createChangeFeed({
    platform,
    onChanges: (changes) => {
      for (const change of changes) if (change.kind === 'case:received') heard.push(change.caseId);
      look();
      return ok(null);
    },
    log: { info: () => undefined, warn: () => undefined },
  });
  const link = createPlatformLink({
    fetch,
    platform: () => platform,
    random: () => 0.01,
    onReached: () => undefined,
    onPush: () => undefined,
    isTimeTold: () => true,
    onNews: () => {
      hints += 1;
      feed.pull();
      look();
    },
  });
  onTestFinished(() => link.stop());
  const workstationId = randomUUID();
  const { account, password } = clerks.clerk;
  await platform.logIn({ account, password, windowId: 'A07', workstationId });
  const token = platform.session()?.granted?.token;
  const epoch = randomUUID();
  const handedIn: string[] = [];
  const handIn = async () => {
    const event = receivedCase(handedIn.length + 1, { caseId: randomUUID() });
    handedIn.push(event.payload.caseId);
    const batch = { workstationId, epoch, events: [event] };
    await bench.call('POST', platformPaths.batches, batch, token);
  };
  link.restart();
  await until(() => hints > 0);

  bench.platform.misbehave({ fault: 'hintsDoubled', times: 1 });
  await handIn();
  await until(() => heard.length === 1);
  // The hint that is late names a cursor from before the one in time.
  bench.platform.misbehave({ fault: 'hintsLate', ms: 50, times: 1 });
  await handIn();
  await handIn();
  await until(() => heard.length === 3);
  bench.platform.misbehave({ fault: 'hintsLost', times: 1 });
  await handIn();
  await handIn();
  await until(() => heard.length === 5);
  const before = hints;
  await handIn();
  await until(() => heard.length === 6 && hints > before);
  expect(heard).toEqual(handedIn);
});
