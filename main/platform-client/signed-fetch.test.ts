import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { StoppedClock } from '../../reference-platform/testing/platform-under-test.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { workstationPaths } from '../../src/contracts/workstation-api.ts';
import { fail } from '../../src/failures/failure.ts';
import { platformOfTests } from '../case-desk/testing/counter-under-test.ts';
import { enrolmentAt } from '../enrolment/testing/enrolment-under-test.ts';
import type { Fetch } from './http.ts';

const platformClock = new StoppedClock();
const bench = platformOfTests({ clock: platformClock, admission: 'enrolled-only' });
const global: Fetch = (address, init) => fetch(address, init);

/** An enrolled workstation, and a network that does what a test says once it has enrolled. */
async function enrolledWith(clock = platformClock) {
  let network = global;
  const at = await enrolmentAt(bench(), clock, { network: (...call) => network(...call) });
  await at.enrol();
  at.happened.length = 0;
  return {
    at,
    through: (next: Fetch) => {
      network = next;
    },
  };
}

/** Somebody on the way gives another answer in the place of the platform's. */
const forged =
  (status: number, body: unknown, headers: Record<string, string> = {}): Fetch =>
  async () =>
    new Response(JSON.stringify(body), { status, headers });

test('every kind of call is signed: a login, a question, a file’s chunk, the stream', async () => {
  const { at } = await enrolledWith();
  expect(await at.logIn()).toMatchObject({ ok: true });
  expect(await at.platform.serviceItems()).toMatchObject({ ok: true });
  expect(await at.platform.changesSince('not from here')).toMatchObject({ ok: true });
  const bytes = new Uint8Array(Buffer.from('%PDF-1.7 a page'));
  const digest = createHash('sha256').update(bytes).digest('hex');
  const file = { digest, mediaType: 'application/pdf' as const, bytes: bytes.length };
  expect(await at.platform.attachments.declare(file)).toMatchObject({ ok: true });
  expect(
    await at.platform.attachments.sendChunk({ digest, bytes, offset: 0, size: bytes.length }),
  ).toMatchObject({ value: { isComplete: true } });
  await at.platform.logOut();
  expect(at.happened).not.toContain('not reached');
});

test.each([
  ['unsigned', {}],
  ['signed by nobody', { signature: `sig1=:${'A'.repeat(86)}==:`, 'signature-input': 'sig1=()' }],
])('an answer that is %s is not taken, and does not count as reached', async (_how, headers) => {
  const { at, through } = await enrolledWith();
  through(forged(200, { items: [] }, headers));
  expect(await at.logIn()).toEqual(fail('platform.not-genuine'));
  expect(at.platform.session()).toBeUndefined();
  expect(await at.platform.probe()).toEqual(fail('platform.not-genuine'));
  expect(at.happened).toEqual(['not reached', 'not reached']);
});

test('an answer whose content was changed on the way is not taken', async () => {
  const { at, through } = await enrolledWith();
  through(async (address, init) => {
    const answer = await fetch(address, init);
    const text = (await answer.text()).replace('"at"', '"at" ');
    return new Response(text, answer);
  });
  expect(await at.platform.probe()).toEqual(fail('platform.not-genuine'));
});

test('a genuine answer is of no use as the answer to another request', async () => {
  const { at, through } = await enrolledWith();
  let kept: Response | undefined;
  through(async (address, init) => {
    kept ??= await fetch(address, init);
    return kept.clone();
  });
  expect(await at.platform.probe()).toMatchObject({ ok: true });
  expect(await at.platform.probe()).toEqual(fail('platform.not-genuine'));
});

test('another platform’s signature is not the pinned one’s', async () => {
  const { at } = await enrolledWith();
  const kept = at.file.current();
  const elsewhere = await enrolmentAt(bench(), platformClock);
  await elsewhere.enrol();
  const strange = elsewhere.file.current();
  if (kept === undefined || strange === undefined) throw new Error('both have enrolled');
  const publicKey = Buffer.from(kept.platformKey.publicKey, 'base64');
  publicKey[20] = (publicKey[20] ?? 0) ^ 1;
  await elsewhere.file.keep({
    ...strange,
    keyId: kept.keyId,
    privateKey: kept.privateKey,
    platformKey: { ...kept.platformKey, publicKey: publicKey.toString('base64') },
  });
  expect(await elsewhere.platform.probe()).toEqual(fail('platform.not-genuine'));
});

test('a forged word that this workstation is revoked wipes nothing', async () => {
  const { at, through } = await enrolledWith();
  through(forged(401, { code: 'workstation-revoked' }));
  expect(await at.platform.probe()).toEqual(fail('platform.not-genuine'));
  expect(await at.logIn()).toEqual(fail('platform.not-genuine'));
  expect(at.enrolment.standing()).toMatchObject({ state: 'enrolled' });
  expect(at.happened).not.toContain('revoked');
});

test('a gateway’s error says no more than that there was no answer', async () => {
  const { at, through } = await enrolledWith();
  through(forged(503, { code: 'workstation-revoked' }));
  expect(await at.platform.probe()).toEqual(fail('platform.server-error', { status: 503 }));
  expect(at.enrolment.standing()).toMatchObject({ state: 'enrolled' });
});

test.each([3_600_000, -3_600_000])(
  'a workstation whose clock is %i ms off learns the time from the refusal, and is answered',
  async (offset) => {
    const clock = new StoppedClock();
    clock.pass(Date.parse(platformClock.now()) - Date.parse(clock.now()) + offset);
    let asked = 0;
    const { at, through } = await enrolledWith(clock);
    at.time.forget();
    through((address, init) => {
      asked += 1;
      return fetch(address, init);
    });
    expect(await at.platform.probe()).toMatchObject({ ok: true });
    expect(asked).toBe(2);
    expect(at.time.aheadMs()).toBe(offset);
    expect(at.time.now()).toBe(platformClock.now());
    expect(await at.platform.probe()).toMatchObject({ ok: true });
    expect(asked).toBe(3);
  },
);

test('the licence library and what nobody signs are asked as they are', async () => {
  const { at, through } = await enrolledWith();
  const seen: (readonly [path: string, isSigned: boolean])[] = [];
  through((address, init) => {
    const headers = new Headers(init.headers);
    seen.push([new URL(address).pathname, headers.has('signature')]);
    return fetch(address, init);
  });
  await at.enrolment.enrol(bench().url, '0000-0000-0000-0000');
  await at.platform.probe();
  expect(seen).toEqual([
    [workstationPaths.enrolments, false],
    [workstationPaths.time, true],
  ]);
  expect(seen.map(([path]) => path)).not.toContain(platformPaths.health);
});
