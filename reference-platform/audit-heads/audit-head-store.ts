import { type AuditHead, type AuditReceipt, signReceipt } from '../../src/audit/audit-head.ts';
import { isSignedBy } from '../../src/evidence/signed-statement.ts';
import { canonicalJson } from '../../src/support/canonical-json.ts';
import type { Clock } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import { type Database, readPlatformId } from '../database/open-database.ts';
import { evidenceKeyOf } from '../evidence/evidence-keys.ts';
import type { PlatformEvidenceKeys } from '../evidence/platform-evidence-keys.ts';

/** Why a head is not countersigned. */
export type HeadProblem =
  | 'evidence-key-unknown'
  | 'evidence-key-revoked'
  | 'audit-head-invalid'
  | 'audit-head-forked';

/** How far the audit logs of workstations have come, and which of them contradict themselves. */
export class AuditHeadStore {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #platformKeys: PlatformEvidenceKeys;

  constructor(db: Database, clock: Clock, platformKeys: PlatformEvidenceKeys) {
    this.#db = db;
    this.#clock = clock;
    this.#platformKeys = platformKeys;
  }

  /**
   * Countersigns a head that goes on from what is known of its log; one that is known already is answered as before. One
   * that goes back, or says something else of a row that was told before, is kept apart.
   */
  take(workstationId: string, head: AuditHead): Promise<Result<AuditReceipt, HeadProblem>> {
    return this.#db.transaction().execute(async (transaction) => {
      const key = await evidenceKeyOf(transaction, workstationId, head.signature.key_id);
      if (!key.ok) return key;
      if (head.workstation_id !== workstationId || !isSignedBy(key.value, head)) {
        return err('audit-head-invalid');
      }
      const { epoch, seq, hash } = head;
      const place = { workstation_id: workstationId, epoch, seq, hash };
      const received_at = this.#clock.now();
      const newer = await transaction
        .selectFrom('audit_heads')
        .select(['seq', 'hash', 'receipt'])
        .where('workstation_id', '=', workstationId)
        .where('epoch', '=', epoch)
        .where('seq', '>=', seq)
        .orderBy('seq')
        .execute();
      const known = newer.find((one) => one.seq === seq && one.hash === hash);
      if (known !== undefined) return ok(JSON.parse(known.receipt));
      if (newer.length > 0) {
        await transaction
          .insertInto('audit_forks')
          .values({ ...place, received_at, head: canonicalJson(head) })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        return err('audit-head-forked');
      }
      const receipt = signReceipt(
        head,
        { receivedAt: received_at, platformId: await readPlatformId(transaction) },
        this.#platformKeys[head.signature.alg],
      );
      await transaction
        .insertInto('audit_heads')
        .values({
          ...place,
          received_at,
          head: canonicalJson(head),
          receipt: canonicalJson(receipt),
        })
        .execute();
      return ok(receipt);
    });
  }

  /** Heads that contradict what was there before, newest first. */
  async forks() {
    const rows = await this.#db
      .selectFrom('audit_forks')
      .select(['workstation_id', 'seq', 'received_at'])
      .orderBy('received_at', 'desc')
      .execute();
    return rows.map(({ workstation_id: workstationId, seq, received_at: receivedAt }) => ({
      workstationId,
      seq,
      receivedAt,
    }));
  }
}
