import { hash } from 'node:crypto';
import {
  type DelegationOfferRefusal,
  type DelegationProblem,
  delegationLimits,
  type ScannedDelegation,
} from '../../src/contracts/delegation-api.ts';
import type { Clock, Instant } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import { readCodeKey } from '../codes/code-key.ts';
import { newCodeText } from '../codes/code-text.ts';
import type { Journal } from '../journal/journal.ts';
import type { Phone } from '../phones/phone-store.ts';
import { roleOf } from './delegation-sides.ts';
import { type ToldDelegation, viewOf, withMoves } from './delegation-view.ts';
import { judgeAgent, personWith } from './judge-request.ts';
import { currentDelegation, moveDelegation } from './move-delegation.ts';

/** Offers without an agent, which a principal shows as a QR code to whoever is to be it. */
export class DelegationOffers {
  readonly #journal: Journal;
  readonly #clock: Clock;

  constructor(journal: Journal, clock: Clock) {
    this.#journal = journal;
    this.#clock = clock;
  }

  /** A new text for the QR code of an offer; the one before is of no use any more. */
  show(
    { idNumber }: Phone,
    id: string,
  ): Promise<Result<{ offer: string; expiresAt: Instant }, DelegationProblem>> {
    return this.#journal.commit(async (db, tell) => {
      const now = this.#clock.now();
      const delegation = await currentDelegation(db, tell, id, now);
      const role = delegation && (await roleOf(db, idNumber, delegation));
      if (delegation === undefined || role === undefined) return err('delegation-unknown');
      if (role !== 'principal') return err('not-the-principal');
      if (delegation.agent !== undefined) return err('offer-taken');
      if (delegation.state !== 'pending') return err('delegation-ended');
      const offer = newCodeText(await readCodeKey(db), 'delegation-offer');
      const end = Date.parse(now) + delegationLimits.offerSeconds * 1000;
      const expiresAt = new Date(end).toISOString();
      await db
        .updateTable('delegations')
        .set({ offer_hash: hash('sha256', offer), offer_expires_at: expiresAt })
        .where('delegation_id', '=', id)
        .execute();
      return ok({ offer, expiresAt });
    });
  }

  /**
   * A phone's person has scanned a genuine offer and is its agent from now on; scanning it again changes nothing.
   */
  scan(
    offer: string,
    { idNumber }: Phone,
  ): Promise<Result<ScannedDelegation, DelegationOfferRefusal | 'code-unknown'>> {
    return this.#journal.commit(async (db, tell) => {
      const now = this.#clock.now();
      const row = await db
        .selectFrom('delegations')
        .select(['delegation_id', 'offer_expires_at'])
        .where('offer_hash', '=', hash('sha256', offer))
        .executeTakeFirst();
      const delegation = row && (await currentDelegation(db, tell, row.delegation_id, now));
      if (row === undefined || delegation === undefined) return err('code-unknown');
      if (delegation.agent?.idNumber === idNumber) {
        return ok(scannedView(await withMoves(db, delegation)));
      }
      if (delegation.agent !== undefined) return err('offer-taken');
      if (delegation.state !== 'pending') return err('delegation-ended');
      if (row.offer_expires_at === null || row.offer_expires_at <= now) return err('offer-expired');
      const { name } = await personWith(db, idNumber);
      const agent = { idNumber, name };
      const allowed = await judgeAgent(db, now, delegation.principal, agent);
      if (!allowed.ok) return allowed;
      await db
        .updateTable('delegations')
        .set({ agent_id_number: idNumber, agent_name: name })
        .where('delegation_id', '=', delegation.id)
        .execute();
      const scanned = { ...delegation, agent };
      await moveDelegation(db, tell, scanned, {
        kind: 'scanned',
        side: 'agent',
        who: idNumber,
        at: now,
        state: delegation.state,
      });
      return ok(scannedView(await withMoves(db, scanned)));
    });
  }
}

function scannedView(told: ToldDelegation): ScannedDelegation {
  return { kind: 'delegation-offer', delegation: { ...viewOf(told), role: 'agent' } };
}
