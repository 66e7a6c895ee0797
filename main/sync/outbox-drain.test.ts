import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest';
import { clerks } from '../../reference-platform/seed/accounts.ts';
import { people } from '../../reference-platform/seed/people.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../../reference-platform/testing/platform-under-test.ts';
import { receivedCase } from '../../reference-platform/testing/received-case.ts';
import { changesAnswerSchema } from '../../src/contracts/changes.ts';
import { batchLimits, platformPaths } from '../../src/contracts/platform-api.ts';
import { systemClock } from '../../src/support/clock.ts';
import { ok } from '../../src/support/result.ts';
import { deskUnderTest, reading } from '../case-desk/testing/desk-under-test.ts';
import { enrolmentAt } from '../enrolment/testing/enrolment-under-test.ts';
import type { Fetch } from '../platform-client/http.ts';
import { enqueueUnchecked } from '../storage/testing/enqueue-unchecked.ts';
import { openTestStorage } from '../storage/testing/storage-under-test.ts';
import { temporaryFolder } from '../storage/testing/temporary-folder.ts';
import { startOutboxDrain } from './outbox-drain.ts';

const path = platformPaths.batches;
let bench: PlatformUnderTest;
beforeAll(async () => {
  bench = await startPlatformUnderTest();
});
afterEach(() => bench.platform.behave());
afterAll(() => bench.stop());

/** A desk with real storage whose drain talks to the real platform; `instead` may answer batches for it. */
async function counter(instead: (body: string) => Response | undefined = () => undefined) {
  const folder = temporaryFolder();
  const storage = await openTestStorage(folder);
  const batches: number[] = [];
  const fetchWith: Fetch = async (address, init) => {
    if (!address.endsWith(path)) return fetch(address, init);
    const body = await new Response(init.body).text();
    const { events } = JSON.parse(body) as { readonly events: readonly unknown[] };
    batches.push(events.length);
    return instead(body) ?? fetch(address, init);
  };
  const desk = deskUnderTest({
    url: bench.url,
    storage,
    clock: new StoppedClock(),
    fetch: fetchWith,
  });
  onTestFinished(() => {
    desk.drain.stop();
    desk.cases.leave();
  });
  const { account, password } = clerks.clerk;
  return {
    desk,
    folder,
    storage,
    batches,
    logIn: async () => expect(await desk.session.logIn(account, password)).toEqual(ok(null)),
    enqueue: (...events: ReturnType<typeof receivedCase>[]) =>
      storage.transaction(() => {
        for (const { seq: _seq, ...event } of events) storage.outbox.enqueue(event);
        return ok(null);
      }),
    /** Resolves when the platform has acknowledged everything. */
    drained: () => desk.until(() => storage.outbox.counts().waiting === 0),
    /** The numbers that the platform has given to this workstation's cases. */
    numbers: async () => {
      const token = desk.platform.session()?.granted?.token;
      const { body } = await bench.call('GET', platformPaths.changes, undefined, token);
      const { changes } = changesAnswerSchema.parse(body);
      return changes.filter(({ kind }) => kind === 'case:received');
    },
  };
}

type Counter = Awaited<ReturnType<typeof counter>>;

/** Brings the seed's first person to a form that is complete. */
async function toForm({ desk }: Counter, extraField = false) {
  const registered = desk.session.items()[0];
  if (registered === undefined) throw new Error('no item is registered');
  const unknown = {
    key: 'unheard-of',
    name: '新增',
    group: '联系人',
    required: false,
    sources: [],
  };
  const item = extraField ? { ...registered, form: [...registered.form, unknown] } : registered;
  const { cases, caseId } = desk;
  cases.open();
  cases.chooseItem(caseId(), item, people.allGood.variant);
  cases.hearDevice({ kind: 'card-read', reading: reading(people.allGood.card) });
  await desk.stage('reviewing');
  cases.pushConsent(caseId());
  desk.answer('agree');
  await desk.stage('filling-form');
  cases.typeField(caseId(), 'emergencyContact', '陈小样');
  cases.typeField(caseId(), 'emergencyPhone', '13800000000');
}

const notSent = (desk: Counter['desk']) =>
  desk.logged.filter(({ event }) => event === 'outbox.not-sent');

test('what waits is sent in one batch, and nothing is sent while nothing waits', async () => {
  const at = await counter();
  await at.logIn();
  at.enqueue(receivedCase(1), receivedCase(2), receivedCase(3));
  at.desk.drain.nudge();
  at.desk.drain.nudge();
  await at.drained();
  at.desk.drain.nudge();
  expect(await at.numbers()).toHaveLength(3);
  expect(at.batches).toEqual([3]);
});

test('what does not fit one batch follows in the next', async () => {
  const at = await counter();
  await at.logIn();
  const value = '长'.repeat(2000);
  const provenance = { kind: 'typed', at: '2026-11-24T01:00:00.000Z' } as const;
  const form = Array.from({ length: 25 }, () => ({
    key: 'remark',
    current: { value, provenance },
  }));
  at.enqueue(receivedCase(1, { form }), receivedCase(2, { form }));
  at.desk.drain.nudge();
  await at.drained();
  expect(at.batches).toEqual([1, 1]);
});

test('while nobody is logged in nothing is sent; the login’s nudge sends it', async () => {
  const at = await counter();
  at.enqueue(receivedCase(1));
  at.desk.drain.nudge();
  await at.logIn();
  expect(at.batches).toEqual([]);
  at.desk.drain.nudge();
  await at.drained();
  expect(at.batches).toEqual([1]);
});

test('an answer lost after the platform took the case is asked for again, and there is one case', async () => {
  const at = await counter();
  await at.logIn();
  await toForm(at);
  bench.platform.misbehave({ path, fault: 'dropConnectionAfterCommit', times: 1 });
  at.desk.cases.submit(at.desk.caseId());
  await at.desk.stage('received');
  const { caseId } = at.desk;
  const numbers = await at.numbers();
  expect(numbers).toEqual([
    {
      kind: 'case:received',
      caseId: caseId(),
      caseNumber: at.desk.cases.current()?.subject.caseNumber,
      evaluationTicket: expect.any(String),
    },
  ]);
  expect(at.batches).toEqual([1, 1]);
  expect(notSent(at.desk)).toMatchObject([{ code: 'platform.unreachable' }]);
});

test('a platform with an error of its own is tried again until it has none', async () => {
  const at = await counter();
  await at.logIn();
  at.enqueue(receivedCase(1));
  bench.platform.misbehave({ path, fault: 'status500', times: 3 });
  at.desk.drain.nudge();
  await at.drained();
  expect(notSent(at.desk)).toEqual(
    Array(3).fill({ event: 'outbox.not-sent', code: 'platform.server-error', wait: 0 }),
  );
  expect(at.batches).toEqual([1, 1, 1, 1]);
});

test('a nudge while a failure is being dealt with does not cost the next try', async () => {
  const at = await counter();
  await at.logIn();
  at.enqueue(receivedCase(1));
  bench.platform.misbehave({ path, fault: 'status500', times: 1 });
  at.desk.drain.nudge();
  await at.desk.until(() => {
    const isNoted = notSent(at.desk).length > 0;
    if (isNoted) queueMicrotask(at.desk.drain.nudge);
    return isNoted;
  });
  await at.drained();
  expect(at.batches).toEqual([1, 1]);
});

test('an answer of another shape acknowledges nothing', async () => {
  const at = await counter();
  await at.logIn();
  at.enqueue(receivedCase(1));
  bench.platform.misbehave({ path, fault: 'wrongShape', times: 1 });
  at.desk.drain.nudge();
  await at.drained();
  expect(notSent(at.desk)).toMatchObject([{ code: 'platform.wrong-shape' }]);
  expect(await at.numbers()).toHaveLength(1);
});

test('a case that the platform rejects is back at its form, with the reason', async () => {
  const at = await counter();
  await at.logIn();
  await toForm(at, true);
  const { cases, caseId } = at.desk;
  expect(cases.submit(caseId())).toEqual(ok(null));
  await at.desk.stage('filling-form');
  const { subject, form } = cases.current() ?? {};
  expect(subject?.failure).toEqual({
    code: 'case.rejected',
    info: { reason: 'form-field-unknown' },
  });
  expect(form?.some(({ key }) => key === 'emergencyContact')).toBe(true);
  expect(at.storage.cases.load(caseId())).toEqual(ok(subject));
  expect(at.storage.outbox.counts()).toEqual({ waiting: 0, rejected: 1 });
  expect(await at.numbers()).toEqual([]);
});

/** What a case says beside its own id. */
const longer = (length: number) => ({ variant: 'x'.repeat(length) });

test('an event that fits no request is set aside by itself, and all others are received', async () => {
  const at = await counter();
  await at.logIn();
  const [first, large, last] = [
    receivedCase(1),
    receivedCase(2, longer(batchLimits.bytes)),
    receivedCase(3),
  ];
  at.enqueue(first);
  const { seq: _seq, ...unsendable } = large;
  await enqueueUnchecked(at.folder, at.storage, unsendable);
  at.enqueue(last);
  at.desk.drain.nudge();
  await at.drained();
  expect(at.batches).toEqual([3]);
  expect(notSent(at.desk)).toEqual([]);
  expect(await at.numbers()).toMatchObject([
    { caseId: first.payload.caseId },
    { caseId: last.payload.caseId },
  ]);
  expect(at.storage.outbox.entries()).toMatchObject([
    { seq: 2, kind: 'case:received', state: 'rejected', code: 'event-too-large' },
  ]);
});

/** The platform itself takes no more of a request. */
const refusedAsTooLarge = () => Response.json({ code: 'request-too-large' }, { status: 413 });
/** Something on the way to it does not. */
const stoppedAsTooLarge = () => new Response('too large', { status: 413 });

test('where the platform takes less than it has said, a batch is divided until it goes through', async () => {
  const at = await counter((body) => (body.length > 20_000 ? refusedAsTooLarge() : undefined));
  await at.logIn();
  const cases = [1, 2, 3, 4, 5].map((seq) => receivedCase(seq, seq === 3 ? longer(30_000) : {}));
  at.enqueue(...cases);
  at.desk.drain.nudge();
  await at.drained();
  expect(notSent(at.desk)).toEqual([]);
  // Whatever holds the third is too large: five, three; two without it go; three, two, and it alone, which is withheld then.
  expect(at.batches).toEqual([5, 3, 2, 3, 2, 1, 1, 2]);
  expect(await at.numbers()).toHaveLength(4);
  expect(at.storage.outbox.rejections()).toMatchObject([{ seq: 3, code: 'event-too-large' }]);
});

test('where something on the way takes less than the platform, nothing is withheld for that', async () => {
  const at = await counter((body) => (body.length > 20_000 ? stoppedAsTooLarge() : undefined));
  await at.logIn();
  at.enqueue(receivedCase(1), receivedCase(2, longer(30_000)), receivedCase(3));
  at.desk.drain.nudge();
  await at.desk.until(() => notSent(at.desk).length > 0);
  expect(at.batches).toEqual([3, 2, 1, 2, 1]);
  expect(notSent(at.desk)).toMatchObject([{ code: 'platform.refused' }]);
  expect(at.storage.outbox.counts()).toMatchObject({ waiting: 2, rejected: 0 });
});

test('an enrolled workstation divides a batch too, on the word of a gateway that has signed nothing', async () => {
  const batches: number[] = [];
  const at = await enrolmentAt(bench, systemClock, {
    network: async (address, init) => {
      if (!address.endsWith(path)) return fetch(address, init);
      const body = await new Response(init.body).text();
      const { events } = JSON.parse(body) as { readonly events: readonly unknown[] };
      batches.push(events.length);
      return events.length > 2 ? stoppedAsTooLarge() : fetch(address, init);
    },
  });
  expect(await at.enrol()).toEqual(ok(null));
  expect(await at.logIn()).toMatchObject({ ok: true });
  at.storage.transaction(() => {
    for (const number of [1, 2, 3]) {
      const { seq: _seq, ...event } = receivedCase(number);
      at.storage.outbox.enqueue(event);
    }
    return ok(null);
  });
  await new Promise<void>((resolve) => {
    const drain = startOutboxDrain({
      ...at,
      clock: systemClock,
      log: { info: () => undefined, warn: () => undefined },
      acknowledge: (answer) =>
        at.storage.transaction(() => {
          const taken = at.storage.outbox.acknowledge(answer);
          if (at.storage.outbox.counts().waiting === 0) resolve();
          return taken.ok ? ok(null) : taken;
        }),
      onProgress: () => undefined,
      random: () => 0,
    });
    onTestFinished(drain.stop);
    drain.nudge();
  });
  expect(batches).toEqual([3, 2, 1]);
  expect(at.storage.outbox.rejections()).toEqual([]);
});

test('where nothing at all goes through, it is tried again later, as after any refusal', async () => {
  const at = await counter(refusedAsTooLarge);
  await at.logIn();
  at.enqueue(receivedCase(1));
  at.desk.drain.nudge();
  await at.desk.until(() => notSent(at.desk).length > 0);
  expect(at.batches).toEqual([1, 1]);
  expect(notSent(at.desk)).toMatchObject([{ code: 'platform.refused' }]);
  expect(at.storage.outbox.counts()).toMatchObject({ waiting: 1, rejected: 0 });
});

test('a stopped drain sends nothing, nor tries again what it could not send', async () => {
  const at = await counter();
  await at.logIn();
  at.enqueue(receivedCase(1));
  bench.platform.misbehave({ path, fault: 'status500' });
  at.desk.drain.nudge();
  await at.desk.until(() => notSent(at.desk).length > 0);
  at.desk.drain.stop();
  const sent = at.batches.length;
  at.desk.drain.nudge();
  await at.numbers();
  expect(at.batches.length).toBe(sent);
  expect(at.storage.outbox.counts().waiting).toBe(1);
});

test('an event that comes while a batch is on its way goes with the next', async () => {
  const { seq: _seq, ...late } = receivedCase(2);
  const queue = [late];
  const at: Counter = await counter(() => {
    const next = queue.pop();
    if (next !== undefined) at.storage.transaction(() => ok(at.storage.outbox.enqueue(next)));
    return undefined;
  });
  await at.logIn();
  at.enqueue(receivedCase(1));
  at.desk.drain.nudge();
  await at.desk.until(() => at.batches.length === 2 && at.storage.outbox.counts().waiting === 0);
  expect(at.batches).toEqual([1, 1]);
});
