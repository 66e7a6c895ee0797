import { join } from 'node:path';
import { clerks } from '../../../reference-platform/seed/accounts.ts';
import type { PlatformUnderTest } from '../../../reference-platform/testing/platform-under-test.ts';
import { newEnrolmentCode } from '../../../reference-platform/testing/scripted-workstation.ts';
import { workstationPaths } from '../../../src/contracts/workstation-api.ts';
import type { Clock } from '../../../src/support/clock.ts';
import { ok } from '../../../src/support/result.ts';
import { type EnrolmentCalls, enrolmentCalls } from '../../platform-client/enrolment-calls.ts';
import type { Fetch } from '../../platform-client/http.ts';
import { createPlatformClient } from '../../platform-client/platform-client.ts';
import { createPlatformTime } from '../../platform-client/platform-time.ts';
import { signedFetch } from '../../platform-client/signed-fetch.ts';
import { openEnrolmentFile } from '../../storage/enrolment-file.ts';
import type { Storage } from '../../storage/storage.ts';
import { secretBoxWith } from '../../storage/testing/reversible-secret-box.ts';
import { openTestStorage, random } from '../../storage/testing/storage-under-test.ts';
import { temporaryFolder } from '../../storage/testing/temporary-folder.ts';
import { createEnrolmentDesk, type EnrolmentDesk } from '../enrolment-desk.ts';

/** What is different at a workstation. */
interface EnrolmentChange {
  /** What it has kept from before. */
  readonly folder?: string;
  readonly network?: Fetch;
  readonly calls?: Partial<EnrolmentCalls>;
}

/** A workstation's place at a platform, with what it asks and hears there. */
export async function enrolmentAt(
  bench: PlatformUnderTest,
  clock: Clock,
  {
    folder = temporaryFolder(),
    network = (address, init) => fetch(address, init),
    calls = {},
  }: EnrolmentChange = {},
) {
  const storage: Storage = await openTestStorage(folder, undefined, { clock });
  const file = await openEnrolmentFile(join(folder, 'enrolment.json'), secretBoxWith(0x5a));
  const time = createPlatformTime(clock);
  const happened: string[] = [];
  let onSettled: (() => void) | undefined;
  const logged: { readonly event: string; readonly code?: unknown }[] = [];
  const note = (event: string, facts: object) => logged.push({ event, ...facts });
  const signed = signedFetch({
    fetch: (address, init) => network(address, init),
    identity: () => enrolment.identity(),
    time,
    clock,
    randomBytes: random,
    onRevoked: (keyId) => enrolment.revoke(keyId),
  });
  const platform = createPlatformClient({
    fetch: signed,
    origin: () => ok(bench.url),
    onReached: (isReached) => happened.push(isReached ? 'reached' : 'not reached'),
    onExpired: () => happened.push('expired'),
    isEnrolled: () => enrolment.standing().state === 'enrolled',
    onTimeHint: (at, tookMs) => time.heard(at, tookMs, false),
  });
  const enrolment: EnrolmentDesk = createEnrolmentDesk({
    clock,
    file,
    storage,
    calls: { ...enrolmentCalls(signed), ...calls },
    origin: () => ok(bench.url),
    session: () => platform.session()?.opened,
    renewEvidenceKey: async () => void happened.push('new evidence key'),
    onEnrolled: () => {
      time.forget();
      happened.push('enrolled');
    },
    onRevoked: () => happened.push('revoked'),
    onChange: () => {
      if (file.current()?.settings !== undefined) onSettled?.();
    },
    log: { info: note, warn: note },
  });
  const workstationId = storage.workstation.id;
  return {
    bench,
    folder,
    storage,
    file,
    time,
    happened,
    logged,
    platform,
    enrolment,
    workstationId,
    /**
     * Enrols by a code that an administrator makes for it: the first, or one of a workstation that is known. Resolves when
     * it has heard what the platform has settled for it, too.
     */
    enrol: async (isKnown = false) => {
      const settled = new Promise<void>((resolve) => {
        onSettled = resolve;
      });
      const code = await newEnrolmentCode(bench, isKnown ? { workstationId } : undefined);
      const enrolled = await enrolment.enrol(bench.url, code);
      if (enrolled.ok) await settled;
      return enrolled;
    },
    revokeAtPlatform: () =>
      bench.call('POST', workstationPaths.administeredRevocations, { workstationId }),
    logIn: () => {
      const { account, password } = clerks.clerk;
      return platform.logIn({ account, password, windowId: 'A07', workstationId });
    },
  };
}
