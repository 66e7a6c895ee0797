import { workstationItself } from '../../src/audit/audit-row.ts';
import type { ChangesAnswer } from '../../src/contracts/changes.ts';
import type { EnrolmentStanding } from '../../src/contracts/clerk-ipc.ts';
import { readEnrolmentCode } from '../../src/contracts/enrolment-code.ts';
import type { AtWindow } from '../../src/contracts/platform-api.ts';
import { type EnrolAnswer, enrolmentProofText } from '../../src/contracts/workstation-api.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import type { Clock } from '../../src/support/clock.ts';
import { err, ok } from '../../src/support/result.ts';
import type { Log } from '../diagnostics/log.ts';
import type { EnrolmentCalls } from '../platform-client/enrolment-calls.ts';
import {
  type MessageIdentity,
  messageIdentity,
  messageKeyId,
  newMessageKey,
  signText,
} from '../platform-client/message-signing.ts';
import { attempt } from '../storage/attempt.ts';
import type { Enrolment, EnrolmentFile } from '../storage/enrolment-file.ts';
import type { Storage } from '../storage/storage.ts';
import { storageFailure } from '../storage/storage-failure.ts';

/** Who enrols where nobody is logged in: whoever has a code, which is a platform administrator's to give. */
const nobody = { account: 'nobody', role: 'technician' } as const;

/** This workstation's place at the platform: enrolled (登记), and perhaps revoked (吊销). */
export interface EnrolmentDesk {
  /** What the clerk's window shows of it. */
  standing(): EnrolmentStanding;
  /** Who signs what is asked of the platform. */
  identity(): MessageIdentity | 'revoked' | undefined;
  /**
   * Enrols by a code that an administrator has made, at the platform's origin: with a new key, and a new key for evidence,
   * in the place of what there was. The platform ends every session of this workstation with it.
   * @returns `enrolment.…` for every refusal
   */
  enrol(origin: string, typed: string): Promise<Outcome<null>>;
  /**
   * The pinned platform has said that a key counts no more. Saying it again changes nothing, nor does what is said of a
   * key that another one has taken the place of.
   */
  revoke(keyId: string): void;
  /** Asks what the platform has settled for this workstation, and whether its key still counts. */
  refresh(): Promise<void>;
  /** The platform has told of changes. */
  hearChanges(changes: ChangesAnswer['changes']): void;
}

/** What the desk needs. */
export interface EnrolmentDeskOptions {
  readonly clock: Clock;
  readonly file: EnrolmentFile;
  readonly storage: Pick<Storage, 'workstation' | 'leases' | 'audit' | 'transaction'>;
  readonly calls: EnrolmentCalls;
  /** The platform's origin, where there is one to ask. */
  readonly origin: () => Outcome<string>;
  readonly session: () => AtWindow | undefined;
  /** Makes a new key for evidence: with an enrolment, the one before it counts no more. */
  readonly renewEvidenceKey: () => Promise<void>;
  /** Another enrolment is in force: whoever was logged in is not any more. */
  readonly onEnrolled: () => void;
  /** Nobody may work here any more. */
  readonly onRevoked: () => void;
  readonly onChange: () => void;
  readonly log: Log;
}

/** The desk of a workstation, as its file says that it stands. */
export function createEnrolmentDesk(options: EnrolmentDeskOptions): EnrolmentDesk {
  const { clock, file, storage, calls, log } = options;
  const workstationId = storage.workstation.id;
  /** The key that a code was tried with: where the answer was lost, the same again is answered as before. */
  let tried: { readonly code: string; readonly key: ReturnType<typeof newMessageKey> } | undefined;
  /** A key is on its way to the platform that ends the one before it there. */
  let isEnrolling = false;
  let prepared: { readonly of: string; readonly identity: MessageIdentity } | undefined;

  /** The enrolment of this workstation; one that was copied here from another is none. */
  function current(): Enrolment | undefined {
    const kept = file.current();
    return kept?.workstationId === workstationId ? kept : undefined;
  }

  function identity(): MessageIdentity | 'revoked' | undefined {
    const kept = current();
    if (kept === undefined) return undefined;
    if (kept.revokedAt !== undefined) return 'revoked';
    if (prepared?.of !== kept.keyId) {
      prepared = { of: kept.keyId, identity: messageIdentity(kept) };
    }
    return prepared.identity;
  }

  async function keep(enrolment: Enrolment): Promise<void> {
    try {
      await file.keep(enrolment);
    } catch (cause) {
      // In force all the same; the platform will say it again after the next start.
      log.warn('enrolment.not-kept', { cause: String(cause) });
    }
  }

  /** Whether the platform has enrolled what it was asked to, and names keys as everybody does. */
  function isOwn({ keyId, platformKey, ...answer }: EnrolAnswer, publicKey: string): boolean {
    return (
      answer.workstationId === workstationId &&
      keyId === messageKeyId(publicKey) &&
      platformKey.keyId === messageKeyId(platformKey.publicKey)
    );
  }

  async function enrol(origin: string, typed: string): Promise<Outcome<null>> {
    const code = readEnrolmentCode(typed);
    if (code === undefined) return fail('enrolment.code-mistyped');
    const key = tried?.code === code ? tried.key : newMessageKey();
    tried = { code, key };
    const { publicKey, privateKey } = key;
    const proof = signText(privateKey, enrolmentProofText(code, workstationId, publicKey));
    const enrolled = await calls.enrol(origin, { code, workstationId, publicKey, proof });
    if (!enrolled.ok) {
      const { code: problem } = enrolled.problem;
      log.warn('enrolment.refused', { code: problem });
      if (problem === 'enrolment.key-known') tried = undefined;
      return enrolled;
    }
    if (!isOwn(enrolled.value, publicKey)) return fail('platform.wrong-shape');
    const { account, role } = options.session()?.clerk ?? nobody;
    try {
      await options.renewEvidenceKey();
      await file.keep({ ...enrolled.value, privateKey });
    } catch (cause) {
      log.warn('enrolment.not-kept', { cause: String(cause) });
      return err(storageFailure(cause));
    }
    tried = undefined;
    const facts = { keyId: enrolled.value.keyId, windows: enrolled.value.windows.join(' ') };
    const written = attempt(log, () =>
      storage.transaction(() => {
        storage.audit.note('workstation:enrolled', facts, { account, role });
        return ok(null);
      }),
    );
    options.onEnrolled();
    options.onChange();
    void refresh();
    return written;
  }

  function shredLeases(): void {
    attempt(log, () => {
      storage.leases.shredAll();
      return ok(null);
    });
  }

  function revoke(keyId: string): void {
    const kept = current();
    if (isEnrolling || kept?.keyId !== keyId || kept.revokedAt !== undefined) return;
    log.warn('enrolment.revoked', {});
    void keep({ ...kept, revokedAt: clock.now() });
    attempt(log, () =>
      storage.transaction(() => {
        storage.audit.note('workstation:revoked', {}, workstationItself);
        return ok(null);
      }),
    );
    shredLeases();
    options.onRevoked();
    options.onChange();
  }

  async function refresh(): Promise<void> {
    const origin = options.origin();
    const asked = current();
    if (!origin.ok || asked === undefined || asked.revokedAt !== undefined) return;
    const revoked = await calls.revokedKeys(origin.value);
    if (revoked.ok && revoked.value.has(asked.keyId)) {
      revoke(asked.keyId);
      return;
    }
    const settled = revoked.ok ? await calls.settings(origin.value) : revoked;
    if (!settled.ok) {
      log.info('enrolment.not-refreshed', { code: settled.problem.code });
      return;
    }
    const kept = current();
    if (kept?.keyId !== asked.keyId || kept.revokedAt !== undefined) return;
    const { settings } = kept;
    if (settings !== undefined && settings.version >= settled.value.version) return;
    await keep({ ...kept, settings: settled.value });
    options.onChange();
  }

  // What a full disk has kept from being shredded when it was due.
  if (identity() === 'revoked') shredLeases();

  return {
    standing: () => {
      const kept = current();
      if (kept === undefined) return { state: 'none' };
      const { revokedAt, settings, windows } = kept;
      return revokedAt === undefined
        ? { state: 'enrolled', windows: settings?.windows ?? windows }
        : { state: 'revoked', since: revokedAt };
    },
    identity,
    enrol: async (origin, typed) => {
      isEnrolling = true;
      try {
        return await enrol(origin, typed);
      } finally {
        isEnrolling = false;
      }
    },
    revoke,
    refresh,
    hearChanges: (changes) => {
      const known = current()?.settings?.version ?? 0;
      const isNewer = changes.some(
        (change) => change.kind === 'settings:changed' && change.version > known,
      );
      if (isNewer) void refresh();
    },
  };
}
