import type { Selectable } from 'kysely';
import { type DelegationScope, delegationLimits } from '../../src/contracts/delegation-api.ts';
import { addDays } from '../../src/domain/calendar-day.ts';
import type { ServiceItem } from '../../src/domain/service-item.ts';
import type { DelegationTables } from '../delegations/tables.ts';
import { clerks } from './accounts.ts';
import { driversLicenceItem } from './drivers-licence-item.ts';
import { elderCardItem } from './elder-card-item.ts';
import { enterprises } from './enterprises.ts';
import { flexibleInsuranceItem } from './flexible-insurance-item.ts';
import { foodLicenceItem } from './items/food-licence-item.ts';
import { licenceTypes } from './licence-types.ts';
import { people, peopleElsewhere } from './people.ts';

/** A delegation and what happened to it, as the platform keeps them. */
export interface SeedDelegation {
  readonly delegation: Selectable<DelegationTables['delegations']>;
  readonly moves: readonly Selectable<DelegationTables['delegation_moves']>[];
}

type Move = SeedDelegation['moves'][number];

interface Person {
  readonly idNumber: string;
  readonly name: string;
}

/** What one is written down with, days counted from the day of the seed. */
interface Outline {
  readonly id: string;
  readonly principal: Person | { readonly uscc: string; readonly name: string };
  readonly agent?: Person;
  readonly kind?: DelegationScope['kind'];
  readonly items: readonly ServiceItem[];
  readonly licenceTypes: readonly string[];
  /** What a window had asked for, where less was granted. */
  readonly asked?: readonly string[];
  readonly windowIds?: string[];
  /** First and last day. */
  readonly valid: readonly [from: number, until: number];
  /** The case, where a window asked. */
  readonly caseId?: string;
  readonly moves: readonly Happening[];
}

type Happening = readonly [
  day: number,
  kind: Move['kind'],
  side: Move['side'],
  state: Move['state'],
  actor: string | null,
];

const { allGood, rareName, longName, settledWorker, renewedWorker } = people;
const { misspeltName, lapsedWorker, expiredPermit, revokedRegister, tooYoung } = people;
const { chengRuoxi, jianHaotian, guanMeiyi, ouyangYun } = peopleElsewhere;
const { moZhiming, fengXiulan, suZhanpeng, tanYaqin } = peopleElsewhere;
const { householdRegister, residencePermit, driversLicence, businessLicence } = licenceTypes;
const clerk = clerks.clerk.account;

/** A workstation of the hall that stands at no window any more. */
const formerWorkstation = '0193a000-0000-7000-8000-00000000d001';

/**
 * The delegations of the seed: every state, both kinds, from phones and from windows, of persons and of an enterprise.
 * @param day today in the hall, `YYYY-MM-DD`; all times lie around it
 */
export function delegationsOn(day: string): readonly SeedDelegation[] {
  return outlines.map((outline) => delegationOn(day, outline));
}

const outlines: readonly Outline[] = [
  {
    // Waits for its agent, who was named.
    id: '0193d000-0000-7000-8000-000000000001',
    principal: allGood.card,
    agent: tooYoung.card,
    items: [elderCardItem],
    licenceTypes: [householdRegister],
    valid: [-1, 29],
    moves: [[-1, 'offered', 'principal', 'pending', allGood.card.idNumber]],
  },
  {
    // Waits for somebody to scan its QR code.
    id: '0193d000-0000-7000-8000-000000000002',
    principal: rareName.card,
    items: [elderCardItem],
    licenceTypes: [householdRegister],
    valid: [-1, 29],
    moves: [[-1, 'offered', 'principal', 'pending', rareName.card.idNumber]],
  },
  {
    // A window has asked; neither of the two has answered.
    id: '0193d000-0000-7000-8000-000000000003',
    principal: longName.card,
    agent: chengRuoxi,
    items: [driversLicenceItem],
    licenceTypes: [driversLicence],
    windowIds: ['A07'],
    valid: [-1, 6],
    caseId: '0193d000-0000-7000-8000-0000000000c3',
    moves: [[-1, 'asked', 'window', 'pending', clerk]],
  },
  {
    // A window has asked; the principal has agreed, the agent has not.
    id: '0193d000-0000-7000-8000-000000000004',
    principal: settledWorker.card,
    agent: jianHaotian,
    items: [driversLicenceItem],
    licenceTypes: [driversLicence],
    windowIds: ['A07'],
    valid: [-2, 5],
    caseId: '0193d000-0000-7000-8000-0000000000c4',
    moves: [
      [-2, 'asked', 'window', 'pending', clerk],
      [-1, 'accept', 'principal', 'part-accepted', settledWorker.card.idNumber],
    ],
  },
  {
    // A single errand, in force.
    id: '0193d000-0000-7000-8000-000000000005',
    principal: allGood.card,
    agent: chengRuoxi,
    items: [elderCardItem],
    licenceTypes: [householdRegister],
    valid: [-3, 57],
    moves: [
      [-3, 'offered', 'principal', 'pending', allGood.card.idNumber],
      [-2, 'scanned', 'agent', 'pending', chengRuoxi.idNumber],
      [-2, 'accept', 'agent', 'accepted', chengRuoxi.idNumber],
    ],
  },
  {
    // Standing, for several items.
    id: '0193d000-0000-7000-8000-000000000006',
    principal: longName.card,
    agent: guanMeiyi,
    kind: 'standing',
    items: [driversLicenceItem, elderCardItem],
    licenceTypes: [driversLicence, householdRegister],
    valid: [-30, 335],
    moves: [
      [-30, 'offered', 'principal', 'pending', longName.card.idNumber],
      [-29, 'accept', 'agent', 'accepted', guanMeiyi.idNumber],
    ],
  },
  {
    // Of an enterprise, standing, for one window.
    id: '0193d000-0000-7000-8000-000000000007',
    principal: enterprises.foods,
    agent: jianHaotian,
    kind: 'standing',
    items: [foodLicenceItem],
    licenceTypes: [businessLicence],
    windowIds: ['A07'],
    valid: [-10, 720],
    moves: [
      [-10, 'offered', 'principal', 'pending', enterprises.foods.representative.idNumber],
      [-9, 'accept', 'agent', 'accepted', jianHaotian.idNumber],
    ],
  },
  {
    // A window asked for two licences; the principal granted one.
    id: '0193d000-0000-7000-8000-000000000008',
    principal: renewedWorker.card,
    agent: tanYaqin,
    items: [elderCardItem],
    asked: [householdRegister, residencePermit],
    licenceTypes: [residencePermit],
    windowIds: ['A07'],
    valid: [-1, 6],
    caseId: '0193d000-0000-7000-8000-0000000000c8',
    moves: [
      [-1, 'asked', 'window', 'pending', clerk],
      [-1, 'accept', 'window', 'part-accepted', clerk],
      [-1, 'accept', 'principal', 'accepted', renewedWorker.card.idNumber],
    ],
  },
  {
    id: '0193d000-0000-7000-8000-000000000009',
    principal: misspeltName.card,
    agent: ouyangYun,
    items: [driversLicenceItem],
    licenceTypes: [driversLicence],
    valid: [-5, 55],
    moves: [
      [-5, 'offered', 'principal', 'pending', misspeltName.card.idNumber],
      [-4, 'reject', 'agent', 'rejected', ouyangYun.idNumber],
    ],
  },
  {
    // Both had agreed; its time is over.
    id: '0193d000-0000-7000-8000-00000000000a',
    principal: lapsedWorker.card,
    agent: moZhiming,
    items: [flexibleInsuranceItem],
    licenceTypes: [residencePermit],
    valid: [-40, -11],
    moves: [
      [-40, 'offered', 'principal', 'pending', lapsedWorker.card.idNumber],
      [-39, 'accept', 'agent', 'accepted', moZhiming.idNumber],
      [-10, 'time-over', 'time', 'expired', null],
    ],
  },
  {
    id: '0193d000-0000-7000-8000-00000000000b',
    principal: expiredPermit.card,
    agent: fengXiulan,
    items: [elderCardItem],
    licenceTypes: [residencePermit],
    valid: [-6, 54],
    moves: [
      [-6, 'offered', 'principal', 'pending', expiredPermit.card.idNumber],
      [-5, 'cancel', 'principal', 'cancelled', expiredPermit.card.idNumber],
    ],
  },
  {
    id: '0193d000-0000-7000-8000-00000000000c',
    principal: revokedRegister.card,
    agent: suZhanpeng,
    items: [elderCardItem],
    licenceTypes: [householdRegister],
    valid: [-20, 40],
    moves: [
      [-20, 'offered', 'principal', 'pending', revokedRegister.card.idNumber],
      [-19, 'accept', 'agent', 'accepted', suZhanpeng.idNumber],
      [-7, 'withdraw', 'principal', 'withdrawn', revokedRegister.card.idNumber],
    ],
  },
];

function delegationOn(day: string, outline: Outline): SeedDelegation {
  const { id, principal, agent, kind = 'single', items, licenceTypes, windowIds } = outline;
  const [firstDay, lastDay] = outline.valid;
  const moves = outline.moves.map(([days, kind, side, state, actor], index) => ({
    delegation_id: id,
    number: index + 1,
    kind,
    side,
    actor,
    // What time ends, it ends at midnight; the others are some minutes apart.
    at: side === 'time' ? midnight(day, days) : `${addDays(day, days)}T01:${30 + index}:00.000Z`,
    state,
  }));
  const asked = moves[0]?.at ?? midnight(day, firstDay);
  const scope = {
    kind,
    itemCodes: items.map(({ code }) => code),
    licenceTypes,
    ...(windowIds !== undefined && { windowIds }),
    validFrom: midnight(day, firstDay),
    validUntil: midnight(day, lastDay + 1),
  };
  const agreed = (sides: readonly Move['side'][], kinds: readonly Move['kind'][]) =>
    moves.find((move) => sides.includes(move.side) && kinds.includes(move.kind))?.at ?? null;
  const isPerson = 'idNumber' in principal;
  return {
    delegation: {
      delegation_id: id,
      state: moves.at(-1)?.state ?? 'pending',
      principal_type: isPerson ? 'person' : 'enterprise',
      principal_number: isPerson ? principal.idNumber : principal.uscc,
      principal_name: principal.name,
      agent_id_number: agent?.idNumber ?? null,
      agent_name: agent?.name ?? null,
      scope: JSON.stringify(scope),
      asked_licence_types: JSON.stringify(outline.asked ?? licenceTypes),
      asked_by: outline.caseId === undefined ? 'principal' : 'window',
      workstation_id: outline.caseId === undefined ? null : formerWorkstation,
      case_id: outline.caseId ?? null,
      asked_at: asked,
      answer_until: `${addDays(asked.slice(0, 10), delegationLimits.answerDays)}${asked.slice(10)}`,
      principal_agreed_at: agreed(['principal'], ['offered', 'accept']),
      agent_agreed_at: agreed(['agent', 'window'], ['accept']),
      offer_hash: null,
      offer_expires_at: null,
    },
    moves,
  };
}

/** The moment at which a day begins in the hall. */
function midnight(day: string, days: number): string {
  return `${addDays(day, days - 1)}T16:00:00.000Z`;
}
