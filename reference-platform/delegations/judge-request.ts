import {
  type AskDelegationRequest,
  type DelegationProblem,
  type DelegationScope,
  delegationLimits,
  type OfferDelegationRequest,
} from '../../src/contracts/delegation-api.ts';
import { isMinor } from '../../src/domain/age.ts';
import { birthDateOf } from '../../src/domain/id-number.ts';
import { hallDay, type Instant } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import type { Database } from '../database/open-database.ts';
import { EnterpriseStore } from '../enterprises/enterprise-store.ts';
import { PersonStore } from '../persons/person-store.ts';
import { ServiceItemStore } from '../service-items/service-item-store.ts';
import type { Agent, Delegation } from './delegation.ts';
import { speaksFor } from './delegation-sides.ts';

const dayMs = 24 * 60 * 60 * 1000;
type Principal = Delegation['principal'];

/** A delegation that may come about: who, for whom, and how far it reaches. */
export interface Proposal {
  readonly principal: Principal;
  readonly agent?: Agent;
  readonly scope: DelegationScope;
}

/** What a phone's person may offer. */
export async function judgeOffer(
  db: Database,
  now: Instant,
  idNumber: string,
  { principal: chosen, agent, scope }: OfferDelegationRequest,
): Promise<Result<Proposal, DelegationProblem>> {
  const principal =
    chosen.type === 'person'
      ? ok(await personWith(db, idNumber))
      : await enterpriseOf(db, idNumber, chosen.uscc);
  if (!principal.ok) return principal;
  if (agent !== undefined) {
    const known = await matched(db, agent);
    if (!known.ok) return known;
  }
  return judgeProposal(db, now, {
    principal: principal.value,
    ...(agent !== undefined && { agent }),
    scope,
  });
}

/** What a window may ask for: one item there, for some days. */
export async function judgeAsking(
  db: Database,
  now: Instant,
  windowId: string,
  { principal: named, agent, itemCode, licenceTypes }: AskDelegationRequest,
): Promise<Result<Proposal, DelegationProblem>> {
  const principal =
    named.type === 'person' ? await matched(db, named) : await enterpriseNamed(db, named);
  if (!principal.ok) return principal;
  const known = await matched(db, agent);
  if (!known.ok) return known;
  const scope: DelegationScope = {
    kind: 'single',
    itemCodes: [itemCode],
    licenceTypes,
    windowIds: [windowId],
    validFrom: now,
    validUntil: daysLater(now, delegationLimits.askedByWindowDays),
  };
  return judgeProposal(db, now, { principal: principal.value, agent, scope });
}

/** Whether somebody may be the agent of a principal. */
export async function judgeAgent(
  db: Database,
  now: Instant,
  principal: Principal,
  { idNumber }: Agent,
): Promise<Result<null, 'agent-minor' | 'delegation-to-oneself'>> {
  if (isUnderAge(idNumber, now)) return err('agent-minor');
  return (await speaksFor(db, idNumber, principal)) ? err('delegation-to-oneself') : ok(null);
}

/** A moment some days after another. */
export function daysLater(at: Instant, days: number): Instant {
  return new Date(Date.parse(at) + days * dayMs).toISOString();
}

/** The person with a number that is known to be somebody's. */
export async function personWith(
  db: Database,
  idNumber: string,
): Promise<Principal & { readonly type: 'person' }> {
  const { name } = await db
    .selectFrom('persons')
    .select('name')
    .where('id_number', '=', idNumber)
    .executeTakeFirstOrThrow();
  return { type: 'person', number: idNumber, name };
}

async function judgeProposal(
  db: Database,
  now: Instant,
  proposal: Proposal,
): Promise<Result<Proposal, DelegationProblem>> {
  const { principal, agent, scope } = proposal;
  if (principal.type === 'person' && isUnderAge(principal.number, now))
    return err('principal-minor');
  if (agent !== undefined) {
    const allowed = await judgeAgent(db, now, principal, agent);
    if (!allowed.ok) return allowed;
  }
  const time = judgeTime(scope, now);
  if (!time.ok) return time;
  const reach = await judgeReach(db, scope);
  return reach.ok ? ok(proposal) : reach;
}

function judgeTime(
  { kind, validFrom, validUntil }: DelegationScope,
  now: Instant,
): Result<null, 'delegation-time-wrong'> {
  const longest = kind === 'single' ? delegationLimits.singleDays : delegationLimits.standingDays;
  const begins = validFrom > now ? validFrom : now;
  return validFrom < validUntil && now < validUntil && validUntil <= daysLater(begins, longest)
    ? ok(null)
    : err('delegation-time-wrong');
}

async function judgeReach(
  db: Database,
  { itemCodes, licenceTypes, windowIds = [] }: DelegationScope,
): Promise<Result<null, 'item-unknown' | 'window-unknown' | 'licence-type-not-registered'>> {
  const store = new ServiceItemStore(db);
  const registered = new Set<string>();
  for (const itemCode of itemCodes) {
    const item = await store.find(itemCode);
    if (item === undefined) return err('item-unknown');
    for (const { typeCode } of item.licences) registered.add(typeCode);
  }
  if (licenceTypes.some((type) => !registered.has(type))) return err('licence-type-not-registered');
  for (const windowId of windowIds) {
    const window = await db
      .selectFrom('windows')
      .select('id')
      .where('id', '=', windowId)
      .executeTakeFirst();
    if (window === undefined) return err('window-unknown');
  }
  return ok(null);
}

async function matched(
  db: Database,
  { idNumber, name }: Agent,
): Promise<Result<Principal, 'person-not-matched'>> {
  return (await new PersonStore(db).match(idNumber, name)) === 'matched'
    ? ok({ type: 'person', number: idNumber, name })
    : err('person-not-matched');
}

async function enterpriseOf(
  db: Database,
  idNumber: string,
  uscc: string,
): Promise<Result<Principal, 'not-representative' | 'enterprise-revoked'>> {
  const enterprises = new EnterpriseStore(db, new PersonStore(db));
  const allowed = await enterprises.mayRepresent(idNumber, uscc);
  if (!allowed.ok) return allowed;
  const { name } = await db
    .selectFrom('enterprises')
    .select('name')
    .where('uscc', '=', uscc)
    .executeTakeFirstOrThrow();
  return ok({ type: 'enterprise', number: uscc, name });
}

async function enterpriseNamed(
  db: Database,
  { uscc, name }: { readonly uscc: string; readonly name: string },
): Promise<Result<Principal, 'enterprise-unknown' | 'enterprise-revoked'>> {
  const found = await db
    .selectFrom('enterprises')
    .select('status')
    .where('uscc', '=', uscc)
    .where('name', '=', name)
    .executeTakeFirst();
  if (found === undefined) return err('enterprise-unknown');
  if (found.status === 'revoked') return err('enterprise-revoked');
  return ok({ type: 'enterprise', number: uscc, name });
}

function isUnderAge(idNumber: string, now: Instant): boolean {
  return isMinor(birthDateOf(idNumber), hallDay(now));
}
