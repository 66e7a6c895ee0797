import { randomUUID } from 'node:crypto';
import {
  type AskDelegationRequest,
  type DelegationProblem,
  delegationLimits,
  type OfferDelegationRequest,
  type PhoneDelegationAct,
  type WindowDelegationAct,
} from '../../src/contracts/delegation-api.ts';
import type { Clock, Instant } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import type { Database } from '../database/open-database.ts';
import type { Journal, Teller } from '../journal/journal.ts';
import type { Phone } from '../phones/phone-store.ts';
import type { Session } from '../sessions/session-store.ts';
import { type Delegation, toDelegation } from './delegation.ts';
import { judgeAct } from './delegation-flow.ts';
import { type Role, roleOf } from './delegation-sides.ts';
import { type OwnDelegation, type ToldDelegation, withMoves } from './delegation-view.ts';
import { daysLater, judgeAsking, judgeOffer, type Proposal } from './judge-request.ts';
import { currentDelegation, endIfOver, moveDelegation } from './move-delegation.ts';

/** Most delegations in one list. */
const listLength = 100;

/** Who begins a delegation, and when. */
interface Asker {
  readonly side: 'principal' | 'window';
  /** The number of a person, the account of a clerk. */
  readonly who: string;
  readonly at: Instant;
}

type Place = Pick<Session, 'account' | 'windowId' | 'workstationId'>;

/**
 * Delegations (委托). Whoever looks at one sees what time has made of it; everything that happens is written down and
 * told to principal, agent and the workstation that asked.
 */
export class DelegationStore {
  readonly #journal: Journal;
  readonly #clock: Clock;

  constructor(journal: Journal, clock: Clock) {
    this.#journal = journal;
    this.#clock = clock;
  }

  /** A phone's person offers a delegation, and agrees to it by that. */
  offer(
    { idNumber }: Phone,
    request: OfferDelegationRequest,
  ): Promise<Result<OwnDelegation, DelegationProblem>> {
    return this.#journal.commit(async (db, tell) => {
      const now = this.#clock.now();
      const proposal = await judgeOffer(db, now, idNumber, request);
      if (!proposal.ok) return proposal;
      const asker = { side: 'principal', who: idNumber, at: now } as const;
      const told = await this.#begin(db, tell, asker, proposal.value);
      return ok({ ...told, role: 'principal' });
    });
  }

  /** A window asks a principal for the agent who is there; asking again for the same changes nothing. */
  ask(
    place: Place,
    request: AskDelegationRequest,
  ): Promise<Result<ToldDelegation, DelegationProblem>> {
    return this.#journal.commit(async (db, tell) => {
      const now = this.#clock.now();
      const { account, windowId, workstationId } = place;
      const proposal = await judgeAsking(db, now, windowId, request);
      if (!proposal.ok) return proposal;
      const asked = await this.#askedBefore(
        db,
        tell,
        workstationId,
        request.caseId,
        proposal.value,
      );
      if (asked !== undefined) return ok(asked);
      const asker = { side: 'window', who: account, at: now } as const;
      const { caseId } = request;
      return ok(await this.#begin(db, tell, asker, proposal.value, { workstationId, caseId }));
    });
  }

  /** A phone's person answers, cancels or ends a delegation of theirs. */
  actOnPhone(
    { idNumber }: Phone,
    id: string,
    request: PhoneDelegationAct,
  ): Promise<Result<OwnDelegation, DelegationProblem>> {
    return this.#journal.commit(async (db, tell) => {
      const found = await this.#ofPerson(db, tell, idNumber, id);
      if (!found.ok) return found;
      const { delegation, role } = found.value;
      const next = judgeAct(delegation, role, request.act);
      if (!next.ok) return next;
      const granted = request.act === 'accept' ? request.licenceTypes : undefined;
      if (granted !== undefined) {
        if (role !== 'principal') return err('not-the-principal');
        const narrowed = await this.#narrow(db, delegation, granted);
        if (!narrowed.ok) return narrowed;
      }
      await moveDelegation(db, tell, delegation, {
        kind: request.act,
        side: role,
        who: idNumber,
        at: this.#clock.now(),
        state: next.value,
        agreed: request.act === 'accept' ? role : undefined,
      });
      return ok({ ...(await reread(db, id)), role });
    });
  }

  /** The window that asked for a delegation hands on that the agent agreed there, or cancels. */
  actAtWindow(
    place: Place,
    id: string,
    { act }: WindowDelegationAct,
  ): Promise<Result<ToldDelegation, DelegationProblem>> {
    return this.#journal.commit(async (db, tell) => {
      const delegation = await currentDelegation(db, tell, id, this.#clock.now());
      if (delegation === undefined || delegation.workstationId !== place.workstationId) {
        return err('delegation-unknown');
      }
      const isCancelled = act === 'cancel';
      const next = isCancelled
        ? judgeAct(delegation, 'window', 'cancel')
        : judgeAct(delegation, 'agent', 'accept');
      if (!next.ok) return next;
      await moveDelegation(db, tell, delegation, {
        kind: isCancelled ? 'cancel' : 'accept',
        side: 'window',
        who: place.account,
        at: this.#clock.now(),
        state: next.value,
        agreed: isCancelled ? undefined : 'agent',
      });
      return ok(await reread(db, id));
    });
  }

  /** The delegations of a phone's person, newest first. */
  ofPhone({ idNumber }: Phone): Promise<OwnDelegation[]> {
    return this.#journal.commit(async (db, tell) => {
      const rows = await db
        .selectFrom('delegations')
        .selectAll()
        .where(({ eb, or, selectFrom }) =>
          or([
            eb('principal_number', '=', idNumber),
            eb('agent_id_number', '=', idNumber),
            eb(
              'principal_number',
              'in',
              selectFrom('enterprises')
                .select('uscc')
                .where('representative_id_number', '=', idNumber),
            ),
          ]),
        )
        .orderBy('asked_at', 'desc')
        .orderBy('delegation_id')
        .limit(listLength)
        .execute();
      const own: OwnDelegation[] = [];
      for (const row of rows) {
        const delegation = await endIfOver(db, tell, toDelegation(row), this.#clock.now());
        const role = await roleOf(db, idNumber, delegation);
        if (role !== undefined) own.push({ ...(await withMoves(db, delegation)), role });
      }
      return own;
    });
  }

  /** One delegation of a phone's person. */
  findForPhone(
    { idNumber }: Phone,
    id: string,
  ): Promise<Result<OwnDelegation, 'delegation-unknown'>> {
    return this.#journal.commit(async (db, tell) => {
      const found = await this.#ofPerson(db, tell, idNumber, id);
      return found.ok
        ? ok({ ...(await withMoves(db, found.value.delegation)), role: found.value.role })
        : found;
    });
  }

  /** A delegation that a workstation asked for, or whose code was resolved at it. */
  findForWindow(
    { workstationId }: Place,
    id: string,
  ): Promise<Result<ToldDelegation, 'delegation-unknown'>> {
    return this.#journal.commit(async (db, tell) => {
      const delegation = await currentDelegation(db, tell, id, this.#clock.now());
      if (delegation === undefined) return err('delegation-unknown');
      if (delegation.workstationId !== workstationId) {
        const showing = await db
          .selectFrom('delegation_showings')
          .select('shown_at')
          .where('delegation_id', '=', id)
          .where('workstation_id', '=', workstationId)
          .executeTakeFirst();
        if (showing === undefined) return err('delegation-unknown');
      }
      return ok(await withMoves(db, delegation));
    });
  }

  /** Writes a new delegation down. A principal who offers it has agreed; a window that asks agrees for nobody. */
  async #begin(
    db: Database,
    tell: Teller,
    asker: Asker,
    { principal, agent, scope }: Proposal,
    asked?: { readonly workstationId: string; readonly caseId: string },
  ): Promise<ToldDelegation> {
    const { side, at } = asker;
    const id = randomUUID();
    await db
      .insertInto('delegations')
      .values({
        delegation_id: id,
        state: 'pending',
        principal_type: principal.type,
        principal_number: principal.number,
        principal_name: principal.name,
        agent_id_number: agent?.idNumber ?? null,
        agent_name: agent?.name ?? null,
        scope: JSON.stringify(scope),
        asked_licence_types: JSON.stringify(scope.licenceTypes),
        asked_by: side,
        workstation_id: asked?.workstationId ?? null,
        case_id: asked?.caseId ?? null,
        asked_at: at,
        answer_until: daysLater(at, delegationLimits.answerDays),
        principal_agreed_at: side === 'principal' ? at : null,
        agent_agreed_at: null,
        offer_hash: null,
        offer_expires_at: null,
      })
      .execute();
    const { delegation } = await reread(db, id);
    const kind = side === 'principal' ? 'offered' : 'asked';
    await moveDelegation(db, tell, delegation, { ...asker, kind, state: 'pending' });
    return withMoves(db, delegation);
  }

  async #askedBefore(
    db: Database,
    tell: Teller,
    workstationId: string,
    caseId: string,
    { principal, agent }: Proposal,
  ): Promise<ToldDelegation | undefined> {
    const rows = await db
      .selectFrom('delegations')
      .selectAll()
      .where('case_id', '=', caseId)
      .where('workstation_id', '=', workstationId)
      .where('principal_number', '=', principal.number)
      .where('agent_id_number', '=', agent?.idNumber ?? '')
      .where('state', 'in', ['pending', 'part-accepted', 'accepted'])
      .execute();
    for (const row of rows) {
      const before = toDelegation(row);
      const delegation = await endIfOver(db, tell, before, this.#clock.now());
      if (delegation.state === before.state) return withMoves(db, delegation);
    }
    return undefined;
  }

  async #narrow(
    db: Database,
    { id, scope }: Delegation,
    granted: readonly string[],
  ): Promise<Result<null, 'licence-type-not-asked'>> {
    if (granted.some((type) => !scope.licenceTypes.includes(type))) {
      return err('licence-type-not-asked');
    }
    await db
      .updateTable('delegations')
      .set({ scope: JSON.stringify({ ...scope, licenceTypes: granted }) })
      .where('delegation_id', '=', id)
      .execute();
    return ok(null);
  }

  async #ofPerson(
    db: Database,
    tell: Teller,
    idNumber: string,
    id: string,
  ): Promise<Result<{ delegation: Delegation; role: Role }, 'delegation-unknown'>> {
    const delegation = await currentDelegation(db, tell, id, this.#clock.now());
    const role = delegation && (await roleOf(db, idNumber, delegation));
    return delegation === undefined || role === undefined
      ? err('delegation-unknown')
      : ok({ delegation, role });
  }
}

/** A delegation that is known to be there, after something happened to it. */
async function reread(db: Database, id: string): Promise<ToldDelegation> {
  const row = await db
    .selectFrom('delegations')
    .selectAll()
    .where('delegation_id', '=', id)
    .executeTakeFirstOrThrow();
  return withMoves(db, toDelegation(row));
}
