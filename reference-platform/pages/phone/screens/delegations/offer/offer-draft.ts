import type {
  DelegationScope,
  OfferDelegationRequest,
} from '../../../../../../src/contracts/delegation-api.ts';
import type { PhoneServiceItem } from '../../../../../../src/contracts/phone-service-item-api.ts';
import { isIdNumber } from '../../../../../../src/domain/id-number.ts';
import { hallDay, type Instant } from '../../../../../../src/support/clock.ts';
import { type Hall, licencesOf } from '../hall.ts';

/** What is asked one after the other. The first only of those who represent an enterprise. */
export const offerSteps = ['principal', 'items', 'licences', 'where', 'agent', 'review'] as const;
export type OfferStep = (typeof offerSteps)[number];

/** Days for which each kind may be offered; the longest as `delegationLimits` allow. */
export const offeredDays = {
  single: [1, 7, 30, 90],
  standing: [30, 90, 365, 1095],
} as const satisfies Readonly<Record<DelegationScope['kind'], readonly number[]>>;

/** An offer as far as its principal has answered. */
export interface OfferDraft {
  readonly principal?: OfferDelegationRequest['principal'];
  readonly kind?: DelegationScope['kind'];
  readonly itemCodes: readonly string[];
  readonly licenceTypes: readonly string[];
  readonly where?: 'any' | 'some';
  readonly windowIds: readonly string[];
  readonly days?: number;
  /** How the agent is found. */
  readonly agentBy?: 'scan' | 'number';
  readonly name: string;
  readonly idNumber: string;
}

/** Nothing is chosen for anybody. */
export const emptyDraft: OfferDraft = {
  itemCodes: [],
  licenceTypes: [],
  windowIds: [],
  name: '',
  idNumber: '',
};

/** A draft with other answers. Later ones that do not fit them any more are taken back. */
export function changedDraft(
  draft: OfferDraft,
  change: Partial<OfferDraft>,
  hall: Hall,
): OfferDraft {
  const next = { ...draft, ...change };
  const { days, ...open } = next;
  const fitting = itemsFor(next, hall).map(({ code }) => code);
  const isOtherKind = draft.kind !== next.kind;
  const itemCodes = isOtherKind ? [] : next.itemCodes.filter((code) => fitting.includes(code));
  const allowed = licencesOf(hall, itemCodes).map(({ typeCode }) => typeCode);
  return {
    ...open,
    itemCodes,
    licenceTypes: next.licenceTypes.filter((type) => allowed.includes(type)),
    ...(days !== undefined && !isOtherKind && { days }),
  };
}

/** The items that may be seen to for the principal, and that need a licence. */
export function itemsFor({ principal }: OfferDraft, { items }: Hall): readonly PhoneServiceItem[] {
  const isPerson = principal?.type !== 'enterprise';
  return items.filter(
    ({ subjects, licences }) =>
      licences.length > 0 && subjects.some((subject) => (subject === 'person') === isPerson),
  );
}

/** Whether a step is answered, so that the next may be asked. */
export function isAnswered(step: OfferStep, draft: OfferDraft): boolean {
  switch (step) {
    case 'principal':
      return draft.principal !== undefined;
    case 'items':
      return draft.kind !== undefined && draft.itemCodes.length > 0;
    case 'licences':
      return draft.licenceTypes.length > 0;
    case 'where':
      return (
        draft.days !== undefined &&
        (draft.where === 'any' || (draft.where === 'some' && draft.windowIds.length > 0))
      );
    case 'agent':
      return (
        draft.agentBy === 'scan' ||
        (draft.agentBy === 'number' && draft.name.trim() !== '' && isIdNumber(draft.idNumber))
      );
    case 'review':
      return true;
  }
}

/** What an answered draft offers, from today on; none as long as something is missing. */
export function scopeOf(draft: OfferDraft, now: Instant): DelegationScope | undefined {
  const { kind, itemCodes, licenceTypes, where, windowIds, days } = draft;
  if (kind === undefined || days === undefined) return undefined;
  return {
    kind,
    itemCodes: [...itemCodes],
    licenceTypes: [...licenceTypes],
    ...(where === 'some' && { windowIds: [...windowIds] }),
    ...periodOf(days, now),
  };
}

/** What an answered draft asks of the platform; none as long as something is missing. */
export function requestOf(draft: OfferDraft, now: Instant): OfferDelegationRequest | undefined {
  const { principal, agentBy, name, idNumber } = draft;
  const scope = scopeOf(draft, now);
  if (principal === undefined || scope === undefined) return undefined;
  return {
    principal,
    scope,
    ...(agentBy === 'number' && { agent: { idNumber, name: name.trim() } }),
  };
}

/** Whole days of the hall, today as the first. */
function periodOf(days: number, now: Instant): Pick<DelegationScope, 'validFrom' | 'validUntil'> {
  const from = Date.parse(`${hallDay(now)}T00:00:00.000+08:00`);
  return {
    validFrom: new Date(from).toISOString(),
    validUntil: new Date(from + days * 24 * 60 * 60 * 1000).toISOString(),
  };
}
