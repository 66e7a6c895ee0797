import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { clerks } from '../../reference-platform/seed/accounts.ts';
import { newEvidenceKey } from '../../reference-platform/testing/evidence-signer.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../../reference-platform/testing/platform-under-test.ts';
import { auditForksAnswerSchema, auditPaths } from '../../src/audit/audit-api.ts';
import { judgeAudit } from '../../src/audit/audit-verdict.ts';
import { evidencePaths } from '../../src/evidence/evidence-api.ts';
import { readTrustedKeys } from '../../src/evidence/trusted-keys.ts';
import { failure } from '../../src/failures/failure.ts';
import type { Clock } from '../../src/support/clock.ts';
import { ok } from '../../src/support/result.ts';
import { createPlatformClient, type PlatformClient } from '../platform-client/platform-client.ts';
import type { Storage } from '../storage/storage.ts';
import { openTestStorage } from '../storage/testing/storage-under-test.ts';
import { temporaryFolder } from '../storage/testing/temporary-folder.ts';
import { type AuditDesk, createAuditDesk } from './audit-desk.ts';

const minutes = 60_000;
const key = newEvidenceKey('SM2');

let bench: PlatformUnderTest;
let clock: StoppedClock;
let client: PlatformClient;
let saved: Uint8Array[];
beforeEach(async () => {
  clock = new StoppedClock();
  bench = await startPlatformUnderTest({ clock });
  client = createPlatformClient({
    fetch: (address, init) => fetch(address, init),
    origin: () => ok(bench.url),
    onReached: () => undefined,
    onExpired: () => undefined,
    clock,
  });
  saved = [];
});
afterEach(() => bench.stop());

function deskOn(storage: Storage, own: Clock = clock): AuditDesk {
  const { id } = storage.workstation;
  return createAuditDesk({
    clock: own,
    storage,
    key: () => key,
    calls: client.audit,
    register: () => client.evidence.register(id, key),
    save: async (_name, content) => {
      saved.push(content);
      return ok(true);
    },
    log: { info: () => undefined, warn: () => undefined },
    onChange: () => undefined,
  });
}

async function atCounter(): Promise<{ readonly storage: Storage; readonly desk: AuditDesk }> {
  const storage = await openTestStorage(temporaryFolder(), undefined, { clock });
  const { account, password } = clerks.clerk;
  const workstationId = storage.workstation.id;
  await client.logIn({ account, password, windowId: 'A07', workstationId });
  return { storage, desk: deskOn(storage) };
}

async function trusted() {
  const answer = await fetch(bench.url + evidencePaths.trust);
  const keys = readTrustedKeys(await answer.text());
  if (!keys.ok) throw new Error(keys.problem.code);
  return keys.value;
}

const anchored = ({ audit }: Storage) => audit.content().anchors.map(({ head }) => head.seq);

test('what is exported is authentic to anybody who has the platform’s keys', async () => {
  const { storage, desk } = await atCounter();
  desk.note('session:locked', {});
  expect(await desk.exportLog()).toEqual(ok({ saved: true }));
  expect(judgeAudit(saved, await trusted())).toMatchObject([
    { verdict: 'authentic', log: { workstation_id: storage.workstation.id } },
  ]);
  expect(storage.audit.content().rows.at(-1)).toMatchObject({
    action: 'log:exported',
    facts: { rows: 2 },
  });
});

describe('the platform countersigns', () => {
  test('what is new, after a quarter of an hour or five hundred rows', async () => {
    const { storage, desk } = await atCounter();
    desk.passTime();
    expect(anchored(storage)).toEqual([]);
    clock.pass(15 * minutes);
    desk.passTime();
    await desk.anchor();
    expect(anchored(storage)).toEqual([1]);
    for (let row = 0; row < 500; row += 1) desk.note('session:locked', {});
    desk.passTime();
    await desk.anchor();
    expect(anchored(storage)).toEqual([501]);
  });

  test('nothing while it is away, and all of it with the next', async () => {
    const { storage, desk } = await atCounter();
    const lost = bench.platform.misbehave({ fault: 'status503', path: auditPaths.heads, times: 1 });
    expect(lost).toBeDefined();
    await desk.anchor();
    expect(anchored(storage)).toEqual([]);
    // An answer that was lost on its way is given again as it was.
    bench.platform.misbehave({ fault: 'resetAfterCommit', path: auditPaths.heads, times: 1 });
    await desk.anchor();
    await desk.anchor();
    expect(anchored(storage)).toEqual([1]);
    expect(desk.notices()).toEqual([]);
  });

  test('no log that contradicts what it has: everybody is told', async () => {
    const { storage, desk } = await atCounter();
    desk.note('session:locked', {});
    await desk.anchor();
    // The database of before, brought back: it goes on otherwise.
    const { audit, workstation } = storage;
    const head = { ...audit.head(), hash: 'f'.repeat(64) };
    let seq = 1;
    const restored = deskOn({
      ...storage,
      workstation,
      audit: { ...audit, head: () => ({ ...head, seq }), unanchored: () => 1 },
    });
    for (seq of [1, 2]) await restored.anchor();
    expect(restored.notices()).toEqual([failure('audit.disputed')]);
    const { body } = await bench.call('GET', auditPaths.administeredForks);
    expect(
      auditForksAnswerSchema
        .parse(body)
        .forks.map((fork) => fork.seq)
        .sort(),
    ).toEqual([1, 2]);
    const disputes = audit.content().rows.filter(({ action }) => action === 'log:disputed');
    expect(disputes).toHaveLength(1);
  });
});

test('a clock that is set is written down, time that passes is not', async () => {
  const { storage } = await atCounter();
  let wrongBy = 0;
  const desk = deskOn(storage, {
    now: () => new Date(Date.parse(clock.now()) + wrongBy).toISOString(),
    monotonic: () => clock.monotonic(),
  });
  clock.pass(10 * minutes);
  desk.passTime();
  wrongBy = -3 * minutes;
  desk.passTime();
  expect(storage.audit.content().rows.at(-1)).toMatchObject({
    action: 'clock:set',
    facts: { seconds: 180, isForward: false },
  });
});
