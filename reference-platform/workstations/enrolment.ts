import { hash, randomBytes } from 'node:crypto';
import {
  enrolmentCodeOf,
  enrolmentCodeSymbols,
  readEnrolmentCode,
  showEnrolmentCode,
} from '../../src/contracts/enrolment-code.ts';
import {
  type EnrolAnswer,
  type EnrolmentCodeAnswer,
  type EnrolmentCodeRequest,
  type EnrolRefusal,
  type EnrolRequest,
  enrolmentCodeHours,
  enrolmentProofText,
  type SettingsChangeRequest,
} from '../../src/contracts/workstation-api.ts';
import type { Clock, Instant } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import type { Database } from '../database/open-database.ts';
import { revokeEvidenceKeysOf } from '../evidence/evidence-keys.ts';
import { isSignedBy, keyIdOf } from './ed25519.ts';
import type { PlatformKey } from './platform-key.ts';
import { revokeKeysOf, type WorkstationKey, type WorkstationStore } from './workstation-store.ts';

/** What a workstation is told until somebody decides otherwise. */
const defaultLimits: SettingsChangeRequest['limits'] = {
  offlineFinishOnlyHours: 8,
  offlineLockedHours: 72,
  clockDriftSeconds: 120,
  codeResolvesPerMinute: 30,
  nearExpiryDays: 30,
};

const hourMs = 60 * 60 * 1000;

/** How workstations become known (登记): by a code that an administrator makes and somebody types there. */
export class Enrolment {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #workstations: WorkstationStore;
  readonly #platformKey: PlatformKey;

  constructor(
    db: Database,
    clock: Clock,
    workstations: WorkstationStore,
    platformKey: PlatformKey,
  ) {
    this.#db = db;
    this.#clock = clock;
    this.#workstations = workstations;
    this.#platformKey = platformKey;
  }

  /** A new code for one enrolment. */
  async makeCode(
    request: EnrolmentCodeRequest,
  ): Promise<Result<EnrolmentCodeAnswer, 'window-unknown' | 'workstation-unknown'>> {
    const isNew = 'windowId' in request;
    const found = isNew
      ? this.#db.selectFrom('windows').select('id').where('id', '=', request.windowId)
      : this.#db.selectFrom('workstations').select('id').where('id', '=', request.workstationId);
    if ((await found.executeTakeFirst()) === undefined) {
      return err(isNew ? 'window-unknown' : 'workstation-unknown');
    }
    const code = newCode();
    const now = this.#clock.now();
    const expiresAt = hoursAfter(now, enrolmentCodeHours);
    // Remembered for as long again, to say that it has expired.
    const forgotten = hoursAfter(now, -enrolmentCodeHours);
    await this.#db.deleteFrom('enrolment_codes').where('expires_at', '<=', forgotten).execute();
    await this.#db
      .insertInto('enrolment_codes')
      .values({
        code_hash: hash('sha256', code),
        window_id: isNew ? request.windowId : null,
        name: isNew ? request.name : null,
        workstation_id: isNew ? null : request.workstationId,
        expires_at: expiresAt,
        used_for_key: null,
      })
      .execute();
    return ok({ code: showEnrolmentCode(code), expiresAt });
  }

  /**
   * Enrols the key of a workstation, in place of the one it may have had. Without a code of its own nobody can take over
   * a workstation that is known.
   */
  async enrol(request: EnrolRequest): Promise<Result<EnrolAnswer, EnrolRefusal>> {
    const { workstationId, publicKey, proof } = request;
    const code = readEnrolmentCode(request.code);
    if (code === undefined) return err('enrolment-code-mistyped');
    const proofText = enrolmentProofText(code, workstationId, publicKey);
    if (!isSignedBy(publicKey, proofText, proof)) return err('enrolment-proof-invalid');
    const key = { keyId: keyIdOf(publicKey), workstationId, publicKey };
    const used = await this.#db
      .transaction()
      .execute((transaction) => useCode(transaction, code, key, this.#clock.now()));
    if (!used.ok) return used;
    this.#workstations.endStream(workstationId);
    const { keyId, publicKey: platformPublicKey } = this.#platformKey;
    return ok({
      workstationId,
      keyId: key.keyId,
      platformKey: { keyId, publicKey: platformPublicKey },
      windows: (await this.#workstations.settings(workstationId)).windows,
    });
  }
}

/** Uses a code up for a key. Used before for the same key, it has no effect: the answer may have been lost. */
async function useCode(
  transaction: Database,
  code: string,
  { keyId, workstationId, publicKey }: WorkstationKey,
  now: Instant,
): Promise<Result<null, EnrolRefusal>> {
  const code_hash = hash('sha256', code);
  const row = await transaction
    .selectFrom('enrolment_codes')
    .selectAll()
    .where('code_hash', '=', code_hash)
    .executeTakeFirst();
  if (row === undefined) return err('enrolment-code-unknown');
  if (row.expires_at <= now) return err('enrolment-code-expired');
  const key = await transaction
    .selectFrom('workstation_keys')
    .select(['workstation_id', 'revoked_at'])
    .where('key_id', '=', keyId)
    .executeTakeFirst();
  if (row.used_for_key !== null) {
    const isRepeated =
      row.used_for_key === keyId &&
      key?.workstation_id === workstationId &&
      key.revoked_at === null;
    return isRepeated ? ok(null) : err('enrolment-code-used');
  }
  if (key !== undefined) return err('key-known');
  const known = await transaction
    .selectFrom('workstations')
    .select('id')
    .where('id', '=', workstationId)
    .executeTakeFirst();
  if (row.workstation_id !== (known?.id ?? null)) return err('another-workstation');
  if (known === undefined) {
    const settings = { windows: [row.window_id], limits: defaultLimits };
    await transaction
      .insertInto('workstations')
      .values({
        id: workstationId,
        name: row.name ?? '',
        settings: JSON.stringify(settings),
        settings_version: 1,
        last_seen_at: null,
      })
      .execute();
  }
  await revokeKeysOf(transaction, workstationId, now);
  // Before it had enrolled, anybody could register keys in its name.
  await revokeEvidenceKeysOf(transaction, workstationId, now);
  await transaction
    .insertInto('workstation_keys')
    .values({
      key_id: keyId,
      workstation_id: workstationId,
      public_key: publicKey,
      enrolled_at: now,
      revoked_at: null,
    })
    .execute();
  await transaction
    .updateTable('enrolment_codes')
    .set({ used_for_key: keyId })
    .where('code_hash', '=', code_hash)
    .execute();
  return ok(null);
}

/** Fifteen random symbols and their check; drawn again where that would be no symbol of the alphabet. */
function newCode(): string {
  for (;;) {
    const symbols = [...randomBytes(15)].map((byte) => enrolmentCodeSymbols.charAt(byte % 32));
    const code = enrolmentCodeOf(symbols.join(''));
    if (code !== undefined) return code;
  }
}

function hoursAfter(start: Instant, hours: number): Instant {
  return new Date(Date.parse(start) + hours * hourMs).toISOString();
}
