import { describe, expect, test } from 'vitest';
import type { GivenEvidence } from '../../src/evidence/evidence-api.ts';
import { chainStart, recordHash } from '../../src/evidence/evidence-record.ts';
import { exampleHall, exampleId } from '../../src/evidence/testing/example-evidence.ts';
import { ok } from '../../src/support/result.ts';
import type { Storage } from './storage.ts';
import { sampleEvidence } from './testing/samples.ts';
import { openTestStorage } from './testing/storage-under-test.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const hall = exampleHall('SM2');

function appended(storage: Storage): GivenEvidence {
  const evidence = sampleEvidence(storage);
  storage.transaction(() => {
    storage.evidence.append(evidence);
    return ok(null);
  });
  return evidence;
}

const opened = () => openTestStorage(temporaryFolder());

describe('the chain of evidence', () => {
  test('begins at one and goes on behind the newest record, also after the program was closed', async () => {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder);
    const { epoch } = storage.workstation;
    expect(storage.evidence.next()).toEqual({ epoch, seq: 1, prevHash: chainStart });
    const first = appended(storage);
    storage.close();
    const again = await openTestStorage(folder);
    expect(again.evidence.next()).toEqual({ epoch, seq: 2, prevHash: recordHash(first.record) });
  });

  test('keeps nothing of a record whose transaction has failed', async () => {
    const storage = await opened();
    const evidence = sampleEvidence(storage);
    expect(() =>
      storage.transaction(() => {
        storage.evidence.append(evidence);
        throw new Error('the case could not be stored');
      }),
    ).toThrow();
    expect(storage.evidence.next().seq).toBe(1);
    expect(storage.evidence.find(evidence.record.evidence_id)).toBeUndefined();
  });

  test('takes no record outside of a transaction, and none twice', async () => {
    const storage = await opened();
    const evidence = sampleEvidence(storage);
    expect(() => storage.evidence.append(evidence)).toThrow();
    appended(storage);
    const twice = () =>
      storage.transaction(() => {
        storage.evidence.append(evidence);
        return ok(null);
      });
    expect(twice).toThrow();
  });
});

test('what waits for the platform comes oldest first, until its outcome is known', async () => {
  const storage = await opened();
  const all = [appended(storage), appended(storage), appended(storage)];
  expect(storage.evidence.waiting(2)).toEqual(all.slice(0, 2));
  const [first, second] = all;
  if (first === undefined || second === undefined) throw new Error('nothing was stored');
  const envelope = hall.envelope(first.record);
  storage.evidence.settle(first.record.evidence_id, { envelope });
  storage.evidence.settle(second.record.evidence_id, { rejection: 'evidence-chain-broken' });
  expect(storage.evidence.waiting(9)).toEqual(all.slice(2));
  expect(storage.evidence.find(first.record.evidence_id)).toEqual(
    ok({ ...first, outcome: { envelope } }),
  );
});

test('an outcome that is known is not replaced', async () => {
  const storage = await opened();
  const { record } = appended(storage);
  const envelope = hall.envelope(record);
  storage.evidence.settle(record.evidence_id, { envelope });
  storage.evidence.settle(record.evidence_id, { rejection: 'evidence-chain-broken' });
  expect(storage.evidence.find(record.evidence_id)).toMatchObject(ok({ outcome: { envelope } }));
});

test('of somebody else’s record there is none', async () => {
  expect((await opened()).evidence.find(exampleId(9))).toBeUndefined();
});
