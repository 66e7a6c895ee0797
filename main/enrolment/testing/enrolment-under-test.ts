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
import { type EnrolmentFile, openEnrolmentFile } from '../../storage/enrolment-file.ts';
import type { Storage } from '../../storage/storage.ts';
import { secretBoxWith } from '../../storage/testing/reversible-secret-box.ts';
import { openTestStorage, random } from '../../storage/testing/storage-under-test.ts';
import { temporaryFolder } from '../../storage/testing/temporary-folder.ts';
import { createEnrolmentDesk, type EnrolmentDesk } from '../enrolment-desk.ts';

/** What a workstation's place at a platform is made of. */
interface EnrolmentParts {
  readonly storage: Storage;
  readonly file: EnrolmentFile;
  readonly network?: Fetch;
  readonly calls?: Partial<EnrolmentCalls>;
  /** Hears, in a word or two, what happens to it. */
  readonly onHappened: (what: string) => void;
}

/** A workstation's place at a platform, with what it asks and hears there, on storage that somebody else opens and closes. */
export function enrolmentOn(
  bench: PlatformUnderTest,
  clock: Clock,
  {
    storage,
    file,
    network = (address, init) => fetch(address, init),
    calls = {},
    onHappened,
  }: EnrolmentParts,
) {
  const time = createPlatformTime(clock);
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
    onReached: (isReached) => onHappened(isReached ? 'reached' : 'not reached'),
    onExpired: () => onHappened('expired'),
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
    renewEvidenceKey: async () => onHappened('new evidence key'),
    onEnrolled: () => {
      time.forget();
      onHappened('enrolled');
    },
    onRevoked: () => onHappened('revoked'),
    onChange: () => {
      if (file.current()?.settings !== undefined) onSettled?.();
    },
    log: { info: note, warn: note },
  });
  const workstationId = storage.workstation.id;
  return {
    bench,
    storage,
    file,
    time,
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

/** What is different at a workstation of one test. */
interface EnrolmentChange extends Pick<EnrolmentParts, 'network' | 'calls'> {
  /** What it has kept from before. */
  readonly folder?: string;
}

/** A workstation of one test at a platform, with a folder of its own. */
export async function enrolmentAt(
  bench: PlatformUnderTest,
  clock: Clock,
  { folder = temporaryFolder(), ...change }: EnrolmentChange = {},
) {
  const storage: Storage = await openTestStorage(folder, undefined, { clock });
  const file = await openEnrolmentFile(join(folder, 'enrolment.json'), secretBoxWith(0x5a));
  const happened: string[] = [];
  const onHappened = (what: string) => void happened.push(what);
  const at = enrolmentOn(bench, clock, { storage, file, ...change, onHappened });
  return { ...at, folder, happened };
}
