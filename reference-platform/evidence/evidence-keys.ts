import type { Selectable } from 'kysely';
import {
  evidenceKeyProofText,
  type RegisterEvidenceKeyRequest,
} from '../../src/evidence/evidence-api.ts';
import type { KeyStatement } from '../../src/evidence/evidence-package.ts';
import {
  signStatement,
  type VerifyingKey,
  verifyingKey,
} from '../../src/evidence/signed-statement.ts';
import { fromBase64 } from '../../src/support/base64.ts';
import type { Clock, Instant } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import type { Database } from '../database/open-database.ts';
import type { PlatformEvidenceKeys } from './platform-evidence-keys.ts';
import type { EvidenceTables } from './tables.ts';

type EvidenceKeyRow = Selectable<EvidenceTables['evidence_keys']>;

/** Why a key is not registered. */
type RegistrationProblem =
  | 'evidence-key-invalid'
  | 'evidence-key-of-another'
  | 'evidence-key-revoked'
  | 'workstation-revoked';

/** The keys that workstations sign evidence with, and the platform's word about each. */
export class EvidenceKeys {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #platformKeys: PlatformEvidenceKeys;

  constructor(db: Database, clock: Clock, platformKeys: PlatformEvidenceKeys) {
    this.#db = db;
    this.#clock = clock;
    this.#platformKeys = platformKeys;
  }

  /**
   * Registers a key of a workstation. One that is registered already stays as it is; one that is revoked, or whose
   * workstation is, is refused: who has taken a workstation's disk may have its keys too.
   */
  async register(
    workstationId: string,
    { alg, publicKey, proof }: RegisterEvidenceKeyRequest,
  ): Promise<Result<KeyStatement, RegistrationProblem>> {
    const key = verifyingKey(alg, publicKey);
    const text = new TextEncoder().encode(evidenceKeyProofText(workstationId, publicKey));
    const signature = fromBase64(proof);
    if (key === undefined || signature === undefined || !key.check(text, signature)) {
      return err('evidence-key-invalid');
    }
    const { keyId: key_id } = key;
    return this.#db.transaction().execute(async (transaction) => {
      if (await isRevoked(transaction, workstationId)) return err('workstation-revoked');
      await transaction
        .insertInto('evidence_keys')
        .values({
          key_id,
          workstation_id: workstationId,
          alg,
          public_key: publicKey,
          enrolled_at: this.#clock.now(),
          revoked_at: null,
        })
        .onConflict((conflict) => conflict.column('key_id').doNothing())
        .execute();
      const row = await findKey(transaction, key_id);
      if (row?.workstation_id !== workstationId) return err('evidence-key-of-another');
      return row.revoked_at === null ? ok(this.#statementOf(row)) : err('evidence-key-revoked');
    });
  }

  /** What stands of a registered key now. */
  async statementAbout(keyId: string): Promise<KeyStatement> {
    const row = await findKey(this.#db, keyId);
    if (row === undefined) throw new Error('A record is kept whose key was never registered.');
    return this.#statementOf(row);
  }

  #statementOf(row: EvidenceKeyRow): KeyStatement {
    return signStatement({ ...row, issued_at: this.#clock.now() }, this.#platformKeys[row.alg]);
  }
}

/**
 * The key with which a workstation signs evidence, by its id.
 * @param db also a transaction
 */
export async function evidenceKeyOf(
  db: Database,
  workstationId: string,
  keyId: string,
): Promise<Result<VerifyingKey, 'evidence-key-unknown' | 'evidence-key-revoked'>> {
  const row = await findKey(db, keyId);
  const key = row && verifyingKey(row.alg, row.public_key);
  if (key === undefined || row?.workstation_id !== workstationId) {
    return err('evidence-key-unknown');
  }
  return row.revoked_at === null ? ok(key) : err('evidence-key-revoked');
}

/** Revokes every key with which a workstation signs evidence, from an instant on. */
export async function revokeEvidenceKeysOf(
  transaction: Database,
  workstationId: string,
  revoked_at: Instant,
): Promise<void> {
  await transaction
    .updateTable('evidence_keys')
    .set({ revoked_at })
    .where('workstation_id', '=', workstationId)
    .where('revoked_at', 'is', null)
    .execute();
}

/** Whether a workstation has enrolled and its newest key is revoked. */
async function isRevoked(transaction: Database, workstationId: string): Promise<boolean> {
  const newest = await transaction
    .selectFrom('workstation_keys')
    .select('revoked_at')
    .where('workstation_id', '=', workstationId)
    .orderBy('sequence', 'desc')
    .executeTakeFirst();
  return newest !== undefined && newest.revoked_at !== null;
}

function findKey(db: Database, keyId: string): Promise<EvidenceKeyRow | undefined> {
  return db.selectFrom('evidence_keys').selectAll().where('key_id', '=', keyId).executeTakeFirst();
}
